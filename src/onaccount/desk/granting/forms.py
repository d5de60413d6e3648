"""The granting policy as a form: every leaf of its data is one field, so that a new figure of the policy needs no new code."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.assessment.rules import GRADES
from onaccount.assessment.rules.scorecard import Audience
from onaccount.customers import queries as customers
from onaccount.desk.components.fields import AmountField
from onaccount.desk.granting.naming import WAYS, name_of
from onaccount.limits.labels import METHODS
from onaccount.limits.rules.granting import GrantingPolicy, Signing, policy_as_json, policy_from_json

FIXED = ("grade",)
STATEMENTS = {None: "", True: "yes", False: "no"}
ANY_STATEMENTS = [
    ("", _("everybody")),
    ("yes", _("customers with statements")),
    ("no", _("customers without statements")),
]
REACH = ("exposure", "worst_rank", "longest_days")
MODES = {Signing.ALL: _("all sign"), Signing.ANY: _("one is enough")}
EVERY_OTHER = "industries-0-name"
BLANK_ROWS = 3
"""Rows for industries yet to be named; one without a name is left out, so clearing a name takes the row away."""


class PolicyForm(forms.Form):
    """One field for each figure; names spell the way to it (`grades-0-days`). A segment whose name is cleared is taken away."""

    note = forms.CharField(label=_("Note"), max_length=180)
    new_segment = forms.ChoiceField(label=_("A segment of its own for"), required=False, initial="")

    def __init__(self, *, policy: GrantingPolicy, note: str, data: Mapping[str, Any] | None) -> None:
        self.before = opened(policy_as_json(policy))
        usual = {**self.before["industries"][0], "name": ""}
        self.before["industries"] += [dict(usual) for _row in range(BLANK_ROWS)]
        figures = dict(leaves(self.before))
        super().__init__(data, initial={**figures, "note": note})
        self.classes = {each.code: each.name for each in customers.classes()}
        new = self.fields["new_segment"]
        assert isinstance(new, forms.ChoiceField)
        new.choices = [("", "--"), *self.classes.items(), *((f" {code}", word) for code, word in ANY_STATEMENTS[1:])]
        for name, value in figures.items():
            self.fields[name] = _field(name, value)
            self.fields[name].label = name_of(path=name, policy=self.before)

    def policy(self) -> GrantingPolicy:
        """The policy as typed, with the segment that is to be added."""
        filled = _filled(self.before, self.cleaned_data, "")
        first, *named = filled["industries"]
        filled["industries"] = [first, *(row for row in named if row["name"].strip())]
        filled["segments"] = [_closed(each) for each in filled["segments"] if each["name"].strip()]
        typed = policy_from_json(filled)
        new = self.cleaned_data["new_segment"]
        if not new:
            return typed
        told = {code: {"yes": True, "no": False}[code.strip()] for code in (" yes", " no")}
        audience = Audience(told.get(new), (), () if new in told else (new,))
        return typed.with_segment(
            name=self.classes.get(new) or str(dict(ANY_STATEMENTS)[new.strip()]), audience=audience
        )

    def clean(self) -> dict[str, Any]:
        """The classes that segments are meant for exist."""
        typed: dict[str, Any] = super().clean() or {}
        for name in [each for each in typed if each.endswith("-classes")]:
            if unknown := [code for code in _listed(typed[name]) if code not in self.classes]:
                self.add_error(name, _("There is no class of customers with this code.") + f" {', '.join(unknown)}")
        return typed

    def tables(self) -> dict[str, Any]:
        """The fields in the shape of the data, for the template."""
        shaped: dict[str, Any] = _shaped(self.before, self, "")
        authority = shaped["authority"]
        for each in (shaped, *shaped["segments"]):
            bounds = authority if each is shaped else each
            each["reach"] = list(zip(*(bounds[name] for name in REACH), strict=True))
            each["weighed"] = [(METHODS[code], field) for code, field in each["weights"].items()]
        shaped["ways"] = [(word, [way[name] for way in authority["ways"]]) for name, word in WAYS.items()]
        return shaped


def opened(data: dict[str, Any]) -> dict[str, Any]:
    """The policy as data with the audience of each segment as one types it."""
    for each in data["segments"]:
        whom = each["audience"]
        whom |= {name: ", ".join(whom[name]) for name in ("industries", "classes")}
        whom["statements"] = STATEMENTS[whom.pop("has_statements")]
    return data


def _closed(segment: Mapping[str, Any]) -> dict[str, Any]:
    """A typed segment as it is kept."""
    whom = segment["audience"]
    told = {"has_statements": {word: told for told, word in STATEMENTS.items()}[whom["statements"]]}
    return {**segment, "audience": told | {name: _listed(whom[name]) for name in ("industries", "classes")}}


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.replace("，", ",").split(",") if each.strip()]


def _field(name: str, value: Any) -> forms.Field:
    if isinstance(value, bool):
        return forms.BooleanField(required=False)
    if name.endswith(("-hearing", "-deciding", "-statements")):
        among = ANY_STATEMENTS if name.endswith("-statements") else list(MODES.items())
        return forms.ChoiceField(choices=among, required=among is not ANY_STATEMENTS)
    if "-worst_rank-" in name:
        return forms.TypedChoiceField(coerce=int, choices=list(enumerate(GRADES, start=1)))
    if name == "ungraded":
        return forms.ChoiceField(choices=[(grade, grade) for grade in GRADES])
    if name.endswith(("-name", "-industries", "-classes")):
        return forms.CharField(
            required=False,
            max_length=200 if "-audience-" in name else 80,
            widget=forms.TextInput(attrs={"class": "form-control"}),
        )
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "num form-control"})
    places = 0 if isinstance(value, int) else None
    return AmountField(min_value=Decimal(0), max_digits=15, decimal_places=places, widget=widget)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        pairs: Any = ((name, each) for name, each in value.items() if name not in FIXED)
    elif isinstance(value, list):
        pairs = enumerate(value)
    else:
        if path != EVERY_OTHER:
            yield path, value
        return
    for name, each in pairs:
        yield from leaves(each, f"{path}-{name}".strip("-"))


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
