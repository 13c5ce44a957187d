"""The one page of the door that django-allauth does not have."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of the person, this one too."""
    get_adapter().end_sessions(UserSession.objects.filter(user_id=request.user.pk))
    logout(request)
    messages.success(request, "You are signed out everywhere.")
    return redirect("sign_in")
