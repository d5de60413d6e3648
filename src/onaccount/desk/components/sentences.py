"""
Reasons and refusals as sentences for people: the words of their stage with the facts filled in as the reader writes figures.

Terms: reason 原因 (a code with the numbers it saw), refusal 不予办理, sentence 说明. A code without words shows itself, so that
nothing is ever silent; a test fails for it.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from onaccount.desk.components.figures import Manner, Unit, money_text, unit_text
from onaccount.kernel.money import Money
from onaccount.kernel.ratio import rounded
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.office import words

MONEY_FACT: Final = re.compile(r"-?\d+(\.\d+)? [A-Z]{3}")
ENDLESS: Final = re.compile(r"-?\d+\.\d{5,}")  # what a division left
THOUSAND: Final = Decimal(1000)


def sentence(*, code: str, facts: Mapping[str, Any], manner: Manner) -> str:
    """
    Say a reason in the reader's language with its facts filled in.

    A money fact ("1234.50 CNY") is written in the reader's unit; an unknown code says that it has no words.
    """
    said = words.reasons().get(code)
    if said is None:
        return _("No words for “%(code)s” yet.") % {"code": code}
    return str(said).format_map(_Facts({name: fact_text(fact=facts[name], manner=manner) for name in facts}))


def act_words(*, act: str) -> str:
    """Say an act of the journal ("limits.posted") as what somebody did; an unknown one shows its code."""
    return capfirst(str(words.acts().get(act, act)))


def reason_sentence(*, reason: Reason | Refusal, manner: Manner) -> str:
    """Say a Reason or a Refusal."""
    return sentence(code=reason.code, facts=reason.facts, manner=manner)


def refusal_text(*, refusal: Refusal, language: str) -> str:
    """Say a Refusal in single units, for messages, the API and mails."""
    return reason_sentence(reason=refusal, manner=Manner(language=language, unit=Unit.ONE))


def fact_text(*, fact: Any, manner: Manner) -> str:
    """Write one stored fact for people: money with separators and unit, missing as "--"; no figure runs on."""
    if fact is None:
        return "--"
    if isinstance(fact, Decimal) or (isinstance(fact, str) and ENDLESS.fullmatch(fact)):
        return _figure(Decimal(fact))
    if not (isinstance(fact, str) and MONEY_FACT.fullmatch(fact)):
        return str(fact)
    amount = Money.from_fact(fact)
    return f"{money_text(value=amount, manner=manner)} {unit_text(code=amount.currency, manner=manner)}"


def _figure(number: Decimal) -> str:
    """A bare figure with separators: two decimals at most from a thousand on, six below one, else four."""
    places = 2 if abs(number) >= THOUSAND else 4 if abs(number) >= 1 else 6
    own = -int(number.as_tuple().exponent)
    return f"{rounded(number, places=max(0, min(own, places))):,f}"


class _Facts(dict[str, Any]):
    """A fact the sentence wants and the reason lacks shows as its name instead of breaking the page."""

    def __missing__(self, key: str) -> str:
        return f"[{key}]"
