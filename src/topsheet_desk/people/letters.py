"""The letter of an invitation."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from topsheet_desk.vault.actions.invitations import Letter


def send(letter: Letter, link: str) -> str:
    """Send the letter with its link; says what became of it, for the person who invited. Raises OSError.

    Every failure of a mail server is an OSError: smtplib's exceptions are, too.
    """
    told = {"letter": letter, "link": link}
    subject = f"Topsheet: {letter.inviter} invites you to {letter.production}"
    body = render_to_string("people/invitation_letter.txt", told).strip() + "\n"
    EmailMessage(" ".join(subject.split()), body, to=[letter.email]).send()
    if "filebased" in settings.EMAIL_BACKEND:
        return (
            f"The letter to {letter.email} lies in {settings.EMAIL_FILE_PATH}: this desk has no mail server yet "
            "(TOPSHEET_MAIL_URL)."
        )
    return f"The letter to {letter.email} is on its way."
