"""The forms of the door: django-allauth's, in the desk's words and without placeholders."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.exceptions import ValidationError

_EMAIL, _PASSWORD = "Write your e-mail address.", "Write your password."
_NEW_PASSWORD = "At least ten characters, and none that others would guess."


class Worded(forms.Form):
    """Labels, helps and complaints of a form's fields: name → (label, help, what is said when it is empty)."""

    words: ClassVar[Mapping[str, tuple[str, str, str]]] = {}
    first: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text, empty = self.words[name]
                field.error_messages["required"] = empty
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = (
                    "This is no e-mail address. One looks like name@example.com."
                )
        if self.first:
            self.fields[self.first].widget.attrs["autofocus"] = True


class SignInForm(Worded, account.LoginForm):
    """An address and a password."""

    words = {"login": ("E-mail", "", _EMAIL), "password": ("Password", "", _PASSWORD)}
    first = "login"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Browsers offer a kept password and a passkey at a field that says `username`.
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ForgottenForm(Worded, account.ResetPasswordForm):
    """The address to which a link is sent."""

    words = {"email": ("E-mail", "", _EMAIL)}
    first = "email"


class NewPasswordForm(Worded, account.ResetPasswordKeyForm):
    """A new password, by the link in a letter."""

    words = {
        "password1": ("New password", _NEW_PASSWORD, "Write a new password."),
        "password2": ("The same again", "", "Write the new password again."),
    }
    first = "password1"


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    """A new password, by someone who knows the present one."""

    words = {
        "oldpassword": ("Present password", "", "Write your present password."),
        "password1": ("New password", _NEW_PASSWORD, "Write a new password."),
        "password2": ("The same again", "", "Write the new password again."),
    }


class NewAddressForm(Worded, account.AddEmailForm):
    """The address a person wants to sign in with from now on."""

    words = {"email": ("New address", "A code is sent there; until you enter it, nothing changes.", _EMAIL)}


class AddressCodeForm(Worded, account.ConfirmEmailVerificationCodeForm):
    """The code that was sent to the new address."""

    words = {"code": ("Code", "Capitals and the hyphen do not matter.", "Write the code from the letter.")}
    first = "code"


class ConfirmForm(Worded, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    words = {"password": ("Password", "", _PASSWORD)}
    first = "password"


_CODE = ("Code", "Six digits from your app, or one of your recovery codes.", "Write the code.")


class FactorForm(Worded, factors.AuthenticateForm):
    """The second factor when signing in."""

    words = {"code": _CODE}
    first = "code"


class ConfirmFactorForm(Worded, factors.ReauthenticateForm):
    """The second factor once more, before something that matters."""

    words = {"code": _CODE}
    first = "code"


class FirstCodeForm(Worded, ActivateTOTPForm):
    """The first code of an authenticator app proves that the app has the secret."""

    words = {
        "code": ("Code from the app", "Six digits; a new one comes every 30 seconds.", "Write the code.")
    }


# What reading a made-up answer of a browser can end in; django-allauth lets some of these through as failures.
_GARBLED = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError, struct.error)


def _garbled() -> ValidationError:
    return ValidationError("The passkey's answer could not be read. Reload the page and try again.")


class _Answer(forms.Form):
    """A passkey's answer, which anyone can make up."""

    def clean_credential(self) -> Any:
        """The passkey it belongs to; never more than a refusal, however it is made up."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # stands beside one of django-allauth's forms
        except _GARBLED:
            raise _garbled() from None


class PasskeyForm(_Answer, passkeys.LoginWebAuthnForm):
    """Signing in with a passkey alone."""


class PasskeyFactorForm(_Answer, passkeys.AuthenticateWebAuthnForm):
    """A passkey as the second factor."""


class ConfirmPasskeyForm(_Answer, passkeys.ReauthenticateWebAuthnForm):
    """A passkey once more, before something that matters."""


class AddPasskeyForm(Worded, passkeys.AddWebAuthnForm):
    """A passkey or a security key, with a name to know it by."""

    words = {
        "name": ("Name", "So that you know it again: Phone, Laptop, Blue key.", "Write a name."),
        "passwordless": (
            "Sign in with it alone",
            "Without address and password: by fingerprint, face or the PIN of the device.",
            "",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True

    def clean(self) -> dict[str, Any]:
        """The new passkey's answer, read as carefully as the others."""
        try:
            told: dict[str, Any] = super().clean()
        except _GARBLED:
            raise _garbled() from None
        return told


class NamePasskeyForm(Worded, passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    words = {"name": ("Name", "", "Write a name.")}
