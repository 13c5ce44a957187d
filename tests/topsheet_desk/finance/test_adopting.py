"""An option adopted and taken back: all its documents at once, or none; what it shows first; what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.editing import adopt, revert, take_back
from topsheet_desk.vault.actions.papers import save_draft
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.records import Document, LogLine, Save
from topsheet_desk.vault.refusals import AdoptionMoved, EditedSince, NoSuchOption, NotAllowed, PartOfAdoption

pytestmark = pytest.mark.usefixtures("desk")
TODAY, NOW = date(2026, 11, 25), datetime(2026, 11, 25, 12, tzinfo=UTC)
Who = Callable[[Role], int]
Rewrite = Callable[[str, str, str], None]


def papers() -> tuple[tuple[str, str], ...]:
    return reading.stamp_by_slug(SLUG).papers


def edits(*kinds: str) -> dict[str, int]:
    return dict(Document.objects.filter(kind__in=kinds or ("finance",)).values_list("kind", "edits"))


@pytest.mark.parametrize(
    ("option", "kinds"),
    [("a", ("finance",)), ("b", ("budget", "finance", "schedule")), ("c", ("finance",))],
)
def test_adopted_then_taken_back_every_paper_has_its_digest_again(
    person: Who, option: str, kinds: tuple[str, ...]
) -> None:
    before, producer = papers(), person(Role.PRODUCER)
    weighed = reading.film(reading.stamp_by_slug(SLUG), TODAY)
    assert weighed is not None
    shown = next(each.film for each in weighed.options if each.id == option)
    names = adopt(producer, SLUG, option, edits=edits(*kinds), today=TODAY, now=NOW)
    assert names == [f"{kind}.yaml" for kind in kinds]
    assert [line.act for line in LogLine.objects.filter(act="adopt")] == ["adopt"]
    film = reading.film(reading.stamp_by_slug(SLUG), TODAY)
    assert film is not None
    assert (film.finance.gap.value, film.cash.lowest.value) == (
        shown.finance.gap.value,
        shown.cash.lowest.value,
    )
    assert option not in [each.id for each in film.options]
    assert revert(producer, SLUG, option, now=NOW) == names
    assert papers() == before
    adopt(producer, SLUG, option, edits=edits(*kinds), today=TODAY, now=NOW)
    with pytest.raises(NoSuchOption):
        adopt(producer, SLUG, option, edits=edits(*kinds), today=TODAY, now=NOW)


def test_a_paper_saved_meanwhile_stops_all_of_it(person: Who, rewrite: Rewrite) -> None:
    shown = edits("finance", "budget", "schedule")
    rewrite("budget", "line producer", "line producer of the film")
    before, saves = papers(), Save.objects.count()
    with pytest.raises(AdoptionMoved, match=r"saved budget\.yaml since this page was made"):
        adopt(person(Role.PRODUCER), SLUG, "b", edits=shown, today=TODAY, now=NOW)
    with pytest.raises(AdoptionMoved):
        adopt(person(Role.PRODUCER), SLUG, "b", edits={"finance": 1}, today=TODAY, now=NOW)
    assert (papers(), Save.objects.count(), LogLine.objects.filter(act="adopt").count()) == (before, saves, 0)


def test_what_was_changed_after_the_adoption_is_not_lost_by_taking_it_back(
    person: Who, rewrite: Rewrite
) -> None:
    adopt(person(Role.PRODUCER), SLUG, "c", edits=edits(), today=TODAY, now=NOW)
    rewrite("finance", "name: North Light grant", "name: North Light Fund")
    before = papers()
    with pytest.raises(EditedSince, match=r"changed finance\.yaml after the option was adopted"):
        revert(person(Role.PRODUCER), SLUG, "c", now=NOW)
    assert papers() == before
    rewrite("finance", "name: North Light Fund", "name: North Light grant")
    revert(person(Role.PRODUCER), SLUG, "c", now=NOW)
    assert "adopted:" not in Document.objects.get(kind="finance").paper.text


@pytest.mark.parametrize("kind", ["finance", "budget", "schedule"])
def test_one_document_does_not_leave_an_adoption_alone(person: Who, rewrite: Rewrite, kind: str) -> None:
    producer, shown = person(Role.PRODUCER), edits("finance", "budget", "schedule")
    adopt(producer, SLUG, "b", edits=shown, today=TODAY, now=NOW)
    before = papers()
    with pytest.raises(PartOfAdoption, match=r"Press “Take it back” beside the option on the finance page"):
        take_back(producer, SLUG, kind, 1, edits=2, now=NOW)
    assert (papers(), edits(kind)) == (before, {kind: 2})
    rewrite("finance", "name: North Light grant", "name: North Light Fund")
    with pytest.raises(PartOfAdoption):
        take_back(producer, SLUG, "finance", 1, edits=3, now=NOW)
    take_back(producer, SLUG, "finance", 2, edits=3, now=NOW)
    revert(producer, SLUG, "b", now=NOW)
    with pytest.raises(PartOfAdoption, match="Adopt the option again on the finance page"):
        take_back(producer, SLUG, "budget", 2, edits=3, now=NOW)
    assert edits("budget", "schedule") == {"budget": 3, "schedule": 3}


def test_an_adoption_of_the_plan_alone_is_undone_like_any_save(person: Who) -> None:
    before, producer = papers(), person(Role.PRODUCER)
    adopt(producer, SLUG, "a", edits=edits(), today=TODAY, now=NOW)
    take_back(producer, SLUG, "finance", 1, edits=2, now=NOW)
    assert papers() == before


def test_undo_says_which_button_takes_the_whole_adoption_back(person: Who, enter: Enter) -> None:
    adopt(
        person(Role.PRODUCER), SLUG, "b", edits=edits("finance", "budget", "schedule"), today=TODAY, now=NOW
    )
    for address in (
        reverse("finance_undo", args=[SLUG, "finance", 2]),
        reverse("take_back", args=[SLUG, "finance", 1]),
    ):
        page = enter(Role.EXECUTIVE_PRODUCER).post(address, {"edits": "2"}, follow=True).content.decode()
        assert ("Press “Take it back” beside the option" in page, edits()) == (True, {"finance": 2})


def test_only_who_edits_the_plan_adopts(person: Who) -> None:
    with pytest.raises(NotAllowed):
        adopt(person(Role.LINE_PRODUCER), SLUG, "b", edits=edits(), today=TODAY, now=NOW)
    with pytest.raises(NotAllowed):
        revert(person(Role.LINE_PRODUCER), SLUG, "b", now=NOW)


def test_one_marked_by_hand_is_not_taken_back_by_the_button(person: Who, rewrite: Rewrite) -> None:
    from topsheet_desk.vault.refusals import AdoptedElsewhere

    rewrite("finance", "    title: Sell France\n", "    title: Sell France\n    adopted: 2026-11-25\n")
    with pytest.raises(AdoptedElsewhere):
        revert(person(Role.PRODUCER), SLUG, "c", now=NOW)
    with pytest.raises(NoSuchOption):
        revert(person(Role.PRODUCER), SLUG, "a", now=NOW)


def test_the_page_shows_the_lines_and_the_figures_and_one_click_does_it(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    page = client.get(reverse("finance_adopt", args=[SLUG, "a"])).content.decode()
    assert [
        bit in page for bit in ("Nothing is changed yet", "598,900", "equity_c", "+     adopted: 2026-")
    ] == [True] * 4
    assert edits() == {"finance": 1}
    sent = {"edits": page.split('name="edits" value="')[1].split('"')[0], "confirm": "yes"}
    assert sent["edits"] == "finance:1"
    done = client.post(reverse("finance_adopt", args=[SLUG, "a"]), sent, follow=True).content.decode()
    assert ("“Equity C and deferrals” is part of the plan" in done, "Take it back" in done) == (True, True)
    again = client.post(reverse("finance_adopt", args=[SLUG, "c"]), sent)
    assert (again.status_code, "since this page was made" in again.content.decode()) == (409, True)
    client.post(reverse("finance_revert", args=[SLUG, "a"]))
    assert edits() == {"finance": 3}
    assert client.get(reverse("finance_adopt", args=[SLUG, "z"])).status_code == 404


def test_a_save_may_not_make_the_film_uncomputable(person: Who) -> None:
    from topsheet_desk.vault.actions.editing import save_checked
    from topsheet_desk.vault.refusals import Spoils

    text = Document.objects.get(kind="finance").paper.text.replace("currency: USD", "currency: EUR")
    with pytest.raises(Spoils):
        save_checked(
            person(Role.PRODUCER), SLUG, "finance", text, edits=1, note="", today=TODAY, anyway=True, now=NOW
        )
    assert edits() == {"finance": 1}
    save_draft(person(Role.PRODUCER), SLUG, "finance", text, edits=1, now=NOW)
    mended = text.replace("currency: EUR", "currency: USD")
    save_checked(person(Role.PRODUCER), SLUG, "finance", mended, edits=2, note="", today=TODAY, now=NOW)
    assert edits() == {"finance": 3}
