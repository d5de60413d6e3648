"""Reasons in words for machines: the stage's own sentence in the language asked for, figures exact and unrounded."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from onaccount.kernel.reasons import Reason, Refusal

STAGES: Final = (
    "onaccount.office.access.labels",
    "onaccount.office.answers.labels",
    "onaccount.office.rates.labels",
    "onaccount.customers.labels",
    "onaccount.trade.labels",
    "onaccount.limits.labels",
    "onaccount.ordercheck.labels",
)


OWN: Final = {"api.key_missing": _("An order is placed only with an Idempotency-Key header.")}


class _Told(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return f"[{name}]"


def sentence(reason: Reason | Refusal) -> str:
    """This function will say a reason in the language of the request; a code without words is its own word."""
    return said(code=reason.code, facts=reason.facts)


def said(*, code: str, facts: Mapping[str, Any]) -> str:
    """This function will say a code with its facts filled in."""
    if code in OWN:
        return str(OWN[code]).format_map(_Told(facts))
    for stage in STAGES:
        words = import_module(stage).REASONS.get(code)
        if words is not None:
            return str(words).format_map(_Told(facts))
    return code
