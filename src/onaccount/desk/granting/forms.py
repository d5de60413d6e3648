"""The granting policy as a form: every leaf of its data is one field, so that a new figure of the policy needs no new code."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.assessment.rules import GRADES
from onaccount.desk.granting.naming import WAYS, name_of
from onaccount.limits.rules.granting import GrantingPolicy, Signing, policy_as_json, policy_from_json

FIXED = ("grade",)
MODES = {Signing.ALL: _("all sign"), Signing.ANY: _("one is enough")}
EVERY_OTHER = "industries-0-name"
BLANK_ROWS = 3
"""Rows for industries yet to be named; one without a name is left out, so clearing a name takes the row away."""


class PolicyForm(forms.Form):
    """One field for each figure; names spell the way to it (`grades-0-days`)."""

    note = forms.CharField(max_length=180)

    def __init__(self, *, policy: GrantingPolicy, note: str, data: Mapping[str, Any] | None) -> None:
        self.before = policy_as_json(policy)
        usual = {**self.before["industries"][0], "name": ""}
        self.before["industries"] += [dict(usual) for _row in range(BLANK_ROWS)]
        leaves = dict(_leaves(self.before))
        super().__init__(data, initial={**leaves, "note": note})
        for name, value in leaves.items():
            self.fields[name] = _field(name, value)
            self.fields[name].label = name_of(path=name, policy=self.before)

    def policy(self) -> GrantingPolicy:
        """The policy as typed."""
        filled = _filled(self.before, self.cleaned_data, "")
        first, *named = filled["industries"]
        filled["industries"] = [first, *(row for row in named if row["name"].strip())]
        return policy_from_json(filled)

    def tables(self) -> dict[str, Any]:
        """The fields in the shape of the data, for the template."""
        shaped: dict[str, Any] = _shaped(self.before, self, "")
        authority = shaped["authority"]
        bounds = (authority[name] for name in ("exposure", "worst_rank", "longest_days"))
        shaped["reach"] = list(zip(*bounds, strict=True))
        shaped["ways"] = [(word, [way[name] for way in authority["ways"]]) for name, word in WAYS.items()]
        return shaped


def _field(name: str, value: Any) -> forms.Field:
    if isinstance(value, bool):
        return forms.BooleanField(required=False)
    if name.endswith(("-hearing", "-deciding")):
        return forms.ChoiceField(choices=list(MODES.items()))
    if "-worst_rank-" in name:
        return forms.TypedChoiceField(coerce=int, choices=list(enumerate(GRADES, start=1)))
    if name == "ungraded":
        return forms.ChoiceField(choices=[(grade, grade) for grade in GRADES])
    if name.endswith("-name"):
        return forms.CharField(required=False, max_length=80, widget=forms.TextInput(attrs={"class": "form-control"}))
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "num form-control"})
    return forms.DecimalField(min_value=Decimal(0), max_digits=15, widget=widget)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        pairs: Any = ((name, each) for name, each in value.items() if name not in FIXED)
    elif isinstance(value, list):
        pairs = enumerate(value)
    else:
        if path != EVERY_OTHER:
            yield path, value
        return
    for name, each in pairs:
        yield from _leaves(each, f"{path}-{name}".strip("-"))


def _filled(value: Any, typed: Mapping[str, Any], path: str) -> Any:
    if isinstance(value, dict):
        return {n: each if n in FIXED else _filled(each, typed, f"{path}-{n}".strip("-")) for n, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, typed, f"{path}-{n}".strip("-")) for n, each in enumerate(value)]
    given = typed.get(path, value)
    if isinstance(value, bool):
        return bool(given)
    return int(given) if isinstance(value, int) else str(given)


def _shaped(value: Any, form: PolicyForm, path: str) -> Any:
    if isinstance(value, dict):
        return {n: each if n in FIXED else _shaped(each, form, f"{path}-{n}".strip("-")) for n, each in value.items()}
    if isinstance(value, list):
        return [_shaped(each, form, f"{path}-{n}".strip("-")) for n, each in enumerate(value)]
    return value if path == EVERY_OTHER else form[path]
