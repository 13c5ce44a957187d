"""An option adopted for good: the texts of the papers as they read once it is part of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from topsheet import schedule
from topsheet.documents import CannotEdit, Problem, Severity, set_value
from topsheet.film.chain import compute, problems_of
from topsheet.film.folder import Production, read_files
from topsheet.film.options import as_adopted
from topsheet.finance.model import OptionDoc

Texts = Mapping[str, bytes | str]


class CannotAdopt(ValueError):
    """An option that cannot become part of the plan: the Problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.where}: {problem.what}. {problem.fix}")
        self.problem = problem


def adopted_texts(files: Texts, option_id: str, as_of: date) -> dict[str, str]:
    """The texts that change, by file name, when the option becomes part of the plan on a day.

    Its sources stand in finance.yaml as signed on the day, others are withdrawn, resized or pledged, and the option
    is marked `adopted`; budget.yaml loses the lines of a place given up and takes cuts, places and globals;
    schedule.yaml loses its days and omits their scenes. Nothing else of a text changes, and the other options stay.
    Read again, the texts are the production that `as_adopted` computes. Raises KeyError for an option that is not
    open, CannotAdopt where the papers cannot be read or a text cannot be changed.
    """
    production, problems = read_files("", files)
    if production is None:
        raise CannotAdopt(problems[0])
    option = next((o for o in production.finance.options if o.id == option_id and o.adopted is None), None)
    if option is None:
        raise KeyError(option_id)
    values = {kind: tree.value for kind, tree in production.trees.items()}
    changed = {
        "finance": _finance(values["finance"], production, option, as_of),
        "budget": _budget(values["budget"], production, option),
        "schedule": _schedule(values["schedule"], production, option),
    }
    texts = {}
    for kind, value in changed.items():
        name = f"{kind}.yaml"
        raw = files[name]
        before = raw if isinstance(raw, str) else raw.decode()
        try:
            after = set_value(before, (), value, name=name)
        except CannotEdit as error:
            raise CannotAdopt(error.problem) from None
        if after != before:
            texts[name] = after
    _same_as_computed(production, {**files, **texts}, option_id, as_of)
    return texts


def adoption_errors(files: Texts, texts: Mapping[str, str], option_id: str, as_of: date) -> list[Problem]:
    """The mistakes that adopting would bring into the plan: the option's own, and those the plan has with `texts`."""
    before = _errors(files, as_of)
    known = {problem.what for problem in before}
    after = [problem for problem in _errors({**files, **texts}, as_of) if problem.what not in known]
    production, _ = read_files("", files)
    named = production.finance.options if production else ()
    own = {f"options[{at}]" for at, option in enumerate(named) if option.id == option_id}
    return [*(problem for problem in before if any(at in problem.where for at in own)), *after]


def _errors(files: Texts, as_of: date) -> list[Problem]:
    production, found = read_files("", files)
    problems: Sequence[Problem] = found
    if production is not None:
        film = compute(production, as_of=as_of, weigh=False)
        problems = film.problems if film else problems_of(production, as_of=as_of)
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _same_as_computed(production: Production, files: Texts, option_id: str, as_of: date) -> None:
    """What is written must be what was weighed."""
    weighed, _lost = as_adopted(production, option_id, as_of)
    made, problems = read_files("", files)
    if made is None:
        raise CannotAdopt(problems[0])
    for kind in ("finance", "budget", "schedule"):
        if _plan(getattr(made, kind)) != _plan(getattr(weighed, kind)):
            raise CannotAdopt(
                Problem(
                    f"{kind}.yaml",
                    f"option {option_id} would not read as it was weighed",
                    "What is adopted must be what was shown.",
                    "Make the option's changes in the texts by hand.",
                )
            )


def _plan(document: Any) -> Any:
    """A document but for the marks of what was adopted."""
    return document.model_copy(update={"options": ()}) if hasattr(document, "options") else document


def _finance(value: dict[str, Any], production: Production, option: OptionDoc, as_of: date) -> dict[str, Any]:
    at = production.finance.options.index(option)
    written = value["options"][at]
    signed = {"status": "signed", "status_date": as_of}
    added = [_first_known({**source, **signed}) for source in written.get("adds") or ()]
    sources = []
    for source in value["sources"]:
        new = dict(source)
        if source["id"] in option.withdraws:
            new |= {"status": "withdrawn", "status_date": as_of}
        if source["id"] in option.faces:
            new["face"] = written["faces"][source["id"]]
        if source["id"] in option.pledges and "lends_on" in source:
            new["lends_on"] = [*source["lends_on"], *option.pledges[source["id"]]]
        sources.append(new)
    options = [
        {**each, "adopted": as_of} if place == at else each for place, each in enumerate(value["options"])
    ]
    return {**value, "sources": [*sources, *added], "options": options}


def _first_known(source: dict[str, Any]) -> dict[str, Any]:
    """A source with what it is known by first, as a person writes it."""
    first = ("id", "kind", "name", "party", "territory", "status", "status_date", "evidence")
    return {key: source[key] for key in first if key in source} | source


def _budget(value: dict[str, Any], production: Production, option: OptionDoc) -> dict[str, Any]:
    held = {line.id: line.less for each in production.budget.all_accounts for line in each.lines}

    def account(written: dict[str, Any], without: str) -> dict[str, Any]:
        lines = [line(each) for each in written["lines"] if not without or each.get("place", "") != without]
        return {**written, "lines": lines}

    def line(written: dict[str, Any]) -> dict[str, Any]:
        new = dict(written)
        if written.get("place") in option.moves:
            new["place"] = option.moves[written["place"]]
        if written["id"] in option.cuts:
            new["less"] = held[written["id"]] + option.cuts[written["id"]]
        return new

    new = {**value, "accounts": [account(each, option.without_place) for each in value["accounts"]]}
    if value.get("finance_costs"):
        new["finance_costs"] = account(value["finance_costs"], "")
    if option.globals:
        told = {name: {"value": number} for name, number in option.globals.items()}
        new["globals"] = {**(value.get("globals") or {}), **told}
    return new


def _schedule(value: dict[str, Any], production: Production, option: OptionDoc) -> dict[str, Any]:
    days, new = value["days"], dict(value)
    if option.without_place:
        kept, lost = schedule.kept_without(production.schedule, option.without_place)
        days = [_less(days[at], lost) for at in kept]
        omitted = [*(value.get("omitted") or ())]
        missing = [scene for scene in lost if scene not in map(str, omitted)]
        new |= {"omitted": [*omitted, *missing]} if missing else {}
    return {**new, "days": [_moved(day, option.moves) for day in days]}


def _less(day: dict[str, Any], lost: tuple[str, ...]) -> dict[str, Any]:
    scenes = [item for item in day.get("scenes") or () if _number(item) not in lost]
    return {**day, "scenes": scenes} if "scenes" in day else day


def _number(item: Any) -> str:
    return str(item["scene"] if isinstance(item, dict) else item)


def _moved(day: dict[str, Any], places: Mapping[str, str]) -> dict[str, Any]:
    return {**day, "place": places[day["place"]]} if day.get("place") in places else day
