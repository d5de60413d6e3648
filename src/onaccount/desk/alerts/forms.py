"""The form of what is watched: a limit for each salesperson and team, and the use from which a move of rates is told."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import AmountField
from onaccount.office.access.queries import people, teams
from onaccount.reporting.rules import Pot, PotKind, WatchLimits

ZERO, LARGEST = Decimal(0), Decimal(10**12)


def _limit(label: Any) -> AmountField:
    return AmountField(label=label, required=False, min_value=Decimal(0), max_value=LARGEST, decimal_places=2)


class WatchForm(forms.Form):
    """Nothing where a field stays empty: that pot is shown and not watched."""

    use_percent = AmountField(
        label=_("Tell of exchange rates from this use of a limit"),
        min_value=Decimal(1),
        max_value=Decimal(100),
        decimal_places=2,
        help_text=_("100: only when the limit itself is exceeded."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {f"team_{team.pk}": team.name for team in teams()}
        self.people = {f"person_{each.pk}": each for each in people()}
        for name, team in self.teams.items():
            self.fields[name] = _limit(team)
        for name, person in self.people.items():
            self.fields[name] = _limit(person.full_name)

    def rows(self, filled: Iterable[Pot]) -> list[tuple[bool, Decimal, forms.BoundField]]:
        """A line for each pot, the fullest first: whether it is a team's, what is in it, its field."""
        used = {(pot.kind, pot.name): pot.used for pot in filled}
        by_team = [(True, used.get((PotKind.TEAM, team), ZERO), self[name]) for name, team in self.teams.items()]
        by_person = [
            (False, used.get((PotKind.PERSON, person.username), ZERO), self[name])
            for name, person in self.people.items()
        ]
        return sorted([*by_team, *by_person], key=lambda row: -row[1])

    def limits(self) -> WatchLimits:
        """What shall be watched."""
        said = self.cleaned_data
        return WatchLimits(
            {person.username: said[name] for name, person in self.people.items() if said[name] is not None},
            {team: said[name] for name, team in self.teams.items() if said[name] is not None},
            said["use_percent"],
        )

    @staticmethod
    def opened(limits: WatchLimits) -> Mapping[str, Any]:
        """The fields as they say what is in force."""
        by_team = {f"team_{team.pk}": limits.teams.get(team.name) for team in teams()}
        by_person = {f"person_{each.pk}": limits.people.get(each.username) for each in people()}
        return {**by_team, **by_person, "use_percent": limits.use_percent}
