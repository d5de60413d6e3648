"""Forms of the policy 信用政策: a draft of how orders are checked."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.ordercheck import labels
from onaccount.ordercheck.rules import CATALOGUE, Checkpoint, Equality, Policy, RuleSetting, Scope, Strength

SHOWN_CHECKPOINTS = (Checkpoint.ORDER, Checkpoint.CHANGE, Checkpoint.PICK, Checkpoint.SHIP)
THRESHOLDS = {"overdue_days": _("days"), "limit_use_over": _("%")}


class PolicyForm(forms.Form):
    """A draft of how orders are checked: each rule with its threshold and its strength at each checkpoint."""

    note = forms.CharField(label=_("What changes and why"), max_length=200)
    equality = forms.ChoiceField(
        label=_("An exposure exactly equal to the limit"),
        choices=[(Equality.ALLOWED.value, _("is inside it")), (Equality.EXCEEDS.value, _("exceeds it"))],
    )
    valid_days = forms.IntegerField(label=_("A release is good for"), min_value=1, max_value=365)
    tolerance = forms.DecimalField(label=_("and covers an order larger by up to"), min_value=0, max_value=100)
    remark_required = forms.BooleanField(label=_("A release needs a remark"), required=False)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy
        for code in CATALOGUE:
            if code in THRESHOLDS:
                self.fields[f"{code}.threshold"] = forms.DecimalField(required=False, min_value=0)
            for checkpoint in SHOWN_CHECKPOINTS:
                self.fields[f"{code}.{checkpoint}"] = forms.ChoiceField(choices=list(labels.STRENGTHS.items()))

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        """The rules as rows of a table: word, threshold with its unit, a choice per checkpoint."""
        for code in CATALOGUE:
            yield {
                "word": labels.RULES[code],
                "threshold": self[f"{code}.threshold"] if code in THRESHOLDS else None,
                "unit": THRESHOLDS.get(code, ""),
                "cells": [self[f"{code}.{checkpoint}"] for checkpoint in SHOWN_CHECKPOINTS],
            }

    def changed_policy(self) -> Policy:
        """The policy the form describes; rules for single customers or classes stay as they are."""
        given = self.cleaned_data
        narrow = tuple(setting for setting in self.policy.rules if setting.scope != Scope())
        release = replace(
            self.policy.release,
            valid_days=given["valid_days"],
            tolerance_percent=given["tolerance"],
            remark_required=given["remark_required"],
        )
        rules = (*filter(None, (self._setting(code) for code in CATALOGUE)), *narrow)
        return replace(self.policy, rules=rules, equality=Equality(given["equality"]), release=release)

    def _setting(self, code: str) -> RuleSetting | None:
        before = next((s for s in self.policy.rules if s.code == code and s.scope == Scope()), RuleSetting(code))
        chosen = {point: Strength(self.cleaned_data[f"{code}.{point}"]) for point in SHOWN_CHECKPOINTS}
        strengths = {
            point: strength
            for point, strength in (dict(before.strengths) | chosen).items()
            if strength is not Strength.OFF
        }
        threshold = self.cleaned_data.get(f"{code}.threshold")
        return RuleSetting(code, threshold=threshold, strengths=strengths) if strengths else None


def policy_shown(*, policy: Policy, note: str) -> dict[str, Any]:
    """This function will give the initial values of a `PolicyForm`."""
    shown: dict[str, Any] = {
        "note": note,
        "equality": policy.equality.value,
        "valid_days": policy.release.valid_days,
        "tolerance": policy.release.tolerance_percent,
        "remark_required": policy.release.remark_required,
    }
    general = {setting.code: setting for setting in policy.rules if setting.scope == Scope()}
    for code in CATALOGUE:
        setting = general.get(code, RuleSetting(code))
        shown[f"{code}.threshold"] = setting.threshold
        shown |= {f"{code}.{point}": setting.strength_at(point).value for point in SHOWN_CHECKPOINTS}
    return shown
