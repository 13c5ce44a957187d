"""The addresses of the finance room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.finance import pages, workbook

urlpatterns = [
    path("films/<slug:slug>/finance/", pages.finance, name="finance"),
    path("films/<slug:slug>/finance/account/", pages.finance_account, name="finance_account"),
    path(
        "films/<slug:slug>/finance/account/<slug:table>.csv",
        pages.finance_account_table,
        name="finance_account_table",
    ),
    path("films/<slug:slug>/finance/workbook/", workbook.workbook, name="finance_workbook"),
    path("films/<slug:slug>/finance/<slug:table>.csv", pages.finance_table, name="finance_table"),
]
