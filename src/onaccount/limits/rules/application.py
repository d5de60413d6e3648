"""
A customer's online application 授信申请 and its preliminary screening 初步审查: what is missing, what to look at, before anybody works on it.

Terms: resume code 续填码, consent 同意书. A finding that stops asks for a correction by the customer; a question is for the person
who takes it up. More than ninety days of expected purchases is a question (domain rules, section 3.1).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.kernel.calendar import add_months
from onaccount.kernel.identity import uscc
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason, Refusal

CONSENTS = ("truth", "enquiry", "personal")
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
NINETY_DAYS_IN_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Applied:
    """What a company states: who it is, what it asks for, which papers it handed in and what it agreed to."""

    name: str
    uscc: str
    country: str
    amount: Decimal
    days: int
    monthly: Decimal
    email: str
    papers: frozenset[str]
    consents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """
    What we know of the same company: whether it is a customer, is stopped or listed, which papers the amount asks for, and
    the currency the form asks in.
    """

    is_customer: bool
    is_stopped: bool
    papers: tuple[str, ...]
    longest_days: int
    currency: str


@dataclass(frozen=True, slots=True)
class Screened:
    """`stops` must be mended by the applicant; `questions` are for whoever takes it up."""

    stops: tuple[Reason, ...]
    questions: tuple[Reason, ...]


def screen(*, applied: Applied, known: Known) -> Screened:
    """Screen an application, in the order of the form."""
    return Screened(tuple(_stops(applied, known)), tuple(_questions(applied, known)))


def is_over(*, ended: date, told: int | None, months: int, today: date) -> bool:
    """
    Say whether an application that ended on a day is erased: after the months in force, and never later than
    after those its consent has told.
    """
    return add_months(ended, min(months, told or months)) < today


def resume_code(*, drawn: bytes) -> str:
    """Write random bytes as a code people can read aloud: twelve letters and digits without look-alikes."""
    return "".join(ALPHABET[each % len(ALPHABET)] for each in drawn[:CODE_LENGTH])


def code_digest(code: str) -> str:
    """Give what is kept of a resume code: the digest of it without spaces and hyphens, in capitals."""
    plain = "".join(each for each in code.upper() if each.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _stops(applied: Applied, known: Known) -> Iterator[Reason]:
    if not applied.name.strip():
        yield Reason("application.name_missing")
    if applied.country == "CN" and not _is_uscc(applied.uscc):
        yield Reason("application.uscc_wrong")
    if applied.amount <= 0:
        yield Reason("application.amount_missing")
    if "@" not in applied.email:
        yield Reason("application.email_missing")
    for paper in known.papers:
        if paper not in applied.papers:
            yield Reason("application.paper_missing", {"paper": paper})
    if not applied.consents >= set(CONSENTS):
        yield Reason("application.consent_missing")


def _questions(applied: Applied, known: Known) -> Iterator[Reason]:
    if known.is_customer:
        yield Reason("application.is_customer")
    if known.is_stopped:
        yield Reason("application.is_stopped")
    if applied.amount > applied.monthly * NINETY_DAYS_IN_MONTHS:
        said = {"amount": applied.amount, "monthly": applied.monthly}
        yield Reason(
            "application.above_ninety_days",
            {name: Money(figure, known.currency).rounded() for name, figure in said.items()},
        )
    if applied.days > known.longest_days:
        yield Reason("application.days_too_long", {"days": applied.days, "longest": known.longest_days})


def _is_uscc(text: str) -> bool:
    try:
        uscc(text)
    except Refusal:
        return False
    return True
