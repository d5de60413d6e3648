"""Facts of the file in words: labels for codes, figures as people read them, tones for what is out of date."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from onaccount.customers.labels import CHOICES, FIELDS, FRESHNESS, MET
from onaccount.customers.queries import FactOnFile
from onaccount.customers.rules.completeness import Finding, Met, Need
from onaccount.customers.rules.facts import Ask, Freshness
from onaccount.desk.components.figures import EXACT, count_text, money_text
from onaccount.desk.components.needs import named
from onaccount.desk.components.status import Status, Tone, Word

TONES = {Freshness.FRESH: Tone.GOOD, Freshness.STALE: Tone.WATCH, Freshness.LAPSED: Tone.LATE}
MET_TONES = {Met.MET: Tone.GOOD, Met.STALE: Tone.WATCH, Met.MISSING: Tone.LATE}


def told(fact: FactOnFile) -> list[tuple[Word, str]]:
    """Give the values of a fact as label and text."""
    asks = {field.code: field.ask for field in fact.kind.fields}
    return [(FIELDS[code], _text(asks[code], value)) for code, value in fact.values.items()]


def freshness_of(fact: FactOnFile) -> Status:
    """Say with a tone how far a fact still holds."""
    return Status(TONES[fact.freshness], FRESHNESS[fact.freshness])


def finding_of(finding: Finding) -> dict[str, Any]:
    """Give one finding of the completeness meter as a row."""
    return {
        "word": named(finding.need.kind, finding.need.code),
        "weight": finding.need.weight,
        "from_amount": finding.need.from_amount,
        "dated": finding.dated,
        "status": Status(MET_TONES[finding.met], MET[finding.met]),
        "kind": finding.need.kind,
        "code": finding.need.code,
    }


def need_row(need: Need, classes: Mapping[str, str]) -> dict[str, Any]:
    """Give a line of what is asked: what, of whom, from which amount, how heavy it is."""
    whom = classes.get(need.customer_class, need.customer_class) if need.customer_class else _("every customer")
    return {"word": named(need.kind, need.code), "whom": whom, "from_amount": need.from_amount, "weight": need.weight}


def in_figures(facts: Mapping[str, Any], *, unit: Decimal) -> dict[str, Any]:
    """Write the amounts a refusal of statements names with separators, in the unit in which they were typed."""
    amounts = {key: facts[key] for key in ("stated", "computed", "difference", "before") if key in facts}
    return {**facts, **{key: f"{Decimal(str(each)) / unit:,.2f}" for key, each in amounts.items()}}


def _text(ask: Ask, value: str) -> str:
    match ask:
        case Ask.AMOUNT | Ask.BALANCE:
            return money_text(value=Decimal(value), manner=EXACT)
        case Ask.COUNT:
            return count_text(value=Decimal(value))
        case Ask.PERCENT:
            return f"{value}%"
        case Ask.CHOICE:
            return str(CHOICES.get(value, value))
    return value
