"""The link that lets its holder choose a password, once."""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse


def password_link(person: AbstractBaseUser) -> str:
    """The path of the link; a changed password, an address changed or three days make it void."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
