"""Reasons in words for machines: the stage's own sentence in the language asked for, figures exact and unrounded."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from onaccount.kernel.reasons import Reason, Refusal
from onaccount.office import words

OWN: Final = {
    "api.key_missing": _("An order is placed only with an Idempotency-Key header."),
    "api.quote_kept_elsewhere": _("A quote is only tried here; POST /quotes keeps one."),
    "api.person_unknown": _("There is nobody with the sign-in name {username}."),
    "api.fact_unknown": _("Customer {number} has nothing with the id {fact}."),
    "api.bill_unknown": _("There is no bill {bill}."),
    "api.rebate_unknown": _("There is no rebate {number}."),
    "api.invoice_unknown": _("There is no invoice {number}."),
    "api.settlement_unknown": _("The invoice has no settlement {settlement}."),
}


class _Told(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return f"[{name}]"


def sentence(reason: Reason | Refusal) -> str:
    """Say a reason in the language of the request; a code without words is its own word."""
    return said(code=reason.code, facts=reason.facts, language=get_language() or settings.LANGUAGE_CODE)


def said(*, code: str, facts: Mapping[str, Any], language: str) -> str:
    """Say a code in a language with its facts filled in."""
    form = _form(code, language)
    if form is None:
        return code
    try:
        return form.format_map(facts)
    except KeyError:  # a reason of long ago may lack what its sentence says today
        return form.format_map(_Told(facts))


@lru_cache(maxsize=5000)
def _form(code: str, language: str) -> str | None:
    """What its stage has to say about a code in a language; None for a code without words."""
    form = OWN.get(code) or words.reasons().get(code)
    with override(language):
        return None if form is None else str(form)
