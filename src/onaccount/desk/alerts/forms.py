"""The form of what is watched: a limit for each salesperson and team, and the use from which a move of rates is told."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import AmountField
from onaccount.office.access.queries import people, teams
from onaccount.reporting.rules import WatchLimits

LARGEST = Decimal(10**12)


def _limit(label: Any) -> AmountField:
    return AmountField(label=label, required=False, min_value=Decimal(0), max_value=LARGEST, decimal_places=2)


class WatchForm(forms.Form):
    """Nothing where a field stays empty: that pot is shown and not watched."""

    use_percent = AmountField(
        label=_("Tell of exchange rates from a use of the limit of %"),
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
            self.fields[name] = _limit(_("Team %(name)s: at most") % {"name": team})
        for name, person in self.people.items():
            self.fields[name] = _limit(_("%(name)s: at most") % {"name": person.full_name})

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
