"""The rule book: what is in force on a day, with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from topsheet.figures import Figure
from topsheet.money import Percent
from topsheet.rules.answers import PERCENT, as_percent, exemption_on, programme_on, value_figure, view
from topsheet.rules.budget_files import ChartFile, ViewFile
from topsheet.rules.in_force import RuleNotInForce, RuleValueUnknown, cited, in_force, unknown
from topsheet.rules.model import Chart, ChartAccount, Exemption, Programme, Section, Tier, TierTable, ViewRule
from topsheet.rules.offering_files import OfferingFile
from topsheet.rules.parse import parse
from topsheet.rules.programme_files import ProgrammeFile
from topsheet.rules.rate_files import RateFile, TierRule, ValueRule


@dataclass(frozen=True, slots=True, eq=False)
class RuleBook:
    """Every rule file by path; answers are made once, so one rule is one figure in a chain."""

    files: Mapping[str, str]

    def value(self, rule: str, *, on: date) -> Figure[Decimal]:
        """The number in force on a day, in the rule's unit (21 for 21 percent), named `rule.<id>`.

        Raises RuleNotInForce for an unknown id, a day before the first value, or a day nothing covers;
        RuleValueUnknown where the file says that the value was not found.
        """
        row, place, path = self._value_rule(rule)
        period, carried = in_force(rule, path, row.values, row.carried, on)
        found = value_figure(path, self.files[path], place, row.values.index(period), carried is not None)
        if found is None:
            raise RuleValueUnknown(
                f"{rule} has no known value on {on}. {period.note} "
                "Enter a value of your own, with its source, in the document that needs it."
            )
        return found

    def percent(self, rule: str, *, on: date) -> Figure[Percent]:
        """The same figure as a percentage. Raises RuleNotInForce as `value`, and where it is no percent."""
        if self.unit(rule) != PERCENT:
            raise RuleNotInForce(f"{rule} is not a percentage: its unit is {self.unit(rule)}.")
        return as_percent(self.value(rule, on=on))

    def unit(self, rule: str) -> str:
        """What the number counts: `percent`, `USD per day`. Raises RuleNotInForce for an unknown id."""
        return self._value_rule(rule)[0].unit

    def tiers(self, rule: str, *, on: date) -> TierTable:
        """The table of steps in force on a day. Raises RuleNotInForce as `value`."""
        row, place, path = self._tier_rule(rule)
        period, carried = in_force(rule, path, row.values, row.carried, on)
        _, tree = parse(RateFile, path, self.files[path])
        steps = tuple(Tier(step.label, step.up_to) for step in period.tiers)
        return TierTable(
            rule,
            row.title,
            row.currency,
            steps,
            cited(row.citation, period, carried),
            tree.where(("tiers", place)),
            carried.note if carried else period.note,
        )

    def chart(self, chart: str) -> Chart:
        """A chart of accounts. Raises RuleNotInForce for an unknown id."""
        path = self._path("charts", chart, "chart of accounts")
        file, _ = parse(ChartFile, path, self.files[path])
        sections = tuple(Section(row.id, row.label, row.first, row.last) for row in file.sections)
        accounts = tuple(ChartAccount(number, label) for number, label in file.accounts.items())
        return Chart(file.id, file.label, sections, accounts, cited(file.citation, file, None))

    def views(self) -> tuple[ViewRule, ...]:
        """Every named view of a budget, in the order a page shows them."""
        path = "rules/data/views.yaml"
        file, tree = parse(ViewFile, path, self.files[path])
        return tuple(view(row, tree, place) for place, row in enumerate(file.views))

    def programme(self, programme: str, *, on: date) -> Programme:
        """An incentive programme as it stands on a day. Raises RuleNotInForce as `value`."""
        path = self._path("programmes", programme, "incentive programme")
        file, tree = parse(ProgrammeFile, path, self.files[path])
        period, carried = in_force(programme, path, file.values, file.carried, on)
        return programme_on(file, period, carried, tree.where(("values", file.values.index(period))))

    def exemption(self, exemption: str, *, on: date) -> Exemption:
        """An offering's exemption as it stands on a day, as `us.506b`. Raises RuleNotInForce as `value`."""
        for path in self._offering_paths():
            file, tree = parse(OfferingFile, path, self.files[path])
            for place, row in enumerate(file.rules):
                if f"{file.id}.{row.id}" == exemption:
                    period, _ = in_force(exemption, path, row.values, None, on)
                    return exemption_on(file, row, period, tree.where(("rules", place)))
        raise unknown("exemption", exemption, self.exemption_ids())

    def exemption_ids(self) -> tuple[str, ...]:
        """The full id of every exemption, in the order of the files."""
        files = (parse(OfferingFile, path, self.files[path])[0] for path in self._offering_paths())
        return tuple(f"{file.id}.{row.id}" for file in files for row in file.rules)

    def rate_files(self) -> tuple[RateFile, ...]:
        """Every file of rates and tables, for the register of what is covered."""
        return tuple(parse(RateFile, path, self.files[path])[0] for path in self._rate_paths().values())

    def value_ids(self) -> tuple[str, ...]:
        """The full id of every rate."""
        return tuple(f"{file.id}.{row.id}" for file in self.rate_files() for row in file.rules)

    def tier_ids(self) -> tuple[str, ...]:
        """The full id of every table of tiers."""
        return tuple(f"{file.id}.{row.id}" for file in self.rate_files() for row in file.tiers)

    def programme_ids(self) -> tuple[str, ...]:
        """The id of every programme, from the names of the files, without reading them."""
        return tuple(sorted(_stem(path) for path in self.files if path.startswith("rules/data/programmes/")))

    def chart_ids(self) -> tuple[str, ...]:
        """The id of every chart of accounts."""
        return tuple(sorted(_stem(path) for path in self.files if path.startswith("rules/data/charts/")))

    def _rate_paths(self) -> dict[str, str]:
        return {_stem(path): path for path in self.files if path.startswith("rules/data/guilds/")}

    def _offering_paths(self) -> list[str]:
        return sorted(path for path in self.files if path.startswith("rules/data/offerings/"))

    def _value_rule(self, rule: str) -> tuple[ValueRule, int, str]:
        file, path = self._rate_file(rule)
        for place, row in enumerate(file.rules):
            if f"{file.id}.{row.id}" == rule:
                return row, place, path
        raise unknown("rule", rule, self.value_ids())

    def _tier_rule(self, rule: str) -> tuple[TierRule, int, str]:
        file, path = self._rate_file(rule)
        for place, row in enumerate(file.tiers):
            if f"{file.id}.{row.id}" == rule:
                return row, place, path
        raise unknown("table of tiers", rule, self.tier_ids())

    def _rate_file(self, rule: str) -> tuple[RateFile, str]:
        paths = self._rate_paths()
        stem = rule.partition(".")[0]
        if stem not in paths:
            raise unknown("rule", rule, [*self.value_ids(), *self.tier_ids()])
        return parse(RateFile, paths[stem], self.files[paths[stem]])[0], paths[stem]

    def _path(self, folder: str, name: str, word: str) -> str:
        path = f"rules/data/{folder}/{name}.yaml"
        if path not in self.files:
            known = [_stem(other) for other in self.files if other.startswith(f"rules/data/{folder}/")]
            raise unknown(word, name, known)
        return path


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")
