"""The addresses of the room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.people import account_pages, pages

urlpatterns = [
    path("films/<slug:slug>/people/", pages.people, name="people"),
    path("films/<slug:slug>/people/<slug:table>.csv", pages.people_table, name="people_table"),
    path("films/<slug:slug>/people/seats/<number:id>/", pages.seat, name="seat"),
    path("films/<slug:slug>/people/seats/<number:id>/end/", pages.seat_end, name="seat_end"),
    path(
        "films/<slug:slug>/people/invitations/<number:id>/again/", pages.send_again, name="invitation_again"
    ),
    path(
        "films/<slug:slug>/people/invitations/<number:id>/withdraw/",
        pages.withdraw,
        name="invitation_withdraw",
    ),
    path("sign-in/invitation/<str:secret>/", account_pages.invitation, name="invitation"),
    path("account/", account_pages.account, name="account"),
]
