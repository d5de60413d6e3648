"""
How old the open balance is 账龄: by days past due, or by days since the document.

Terms: aging 账龄, bucket 账龄段, current 未到期 (the due day itself is current), overdue 逾期, unapplied 未核销.
Source: rules of the ledger as published for receivables ageing; both bases exist side by side because dunning asks how
late a customer is and the balance sheet asks how old the claim is. The buckets always add up to the ledger.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from onaccount.kernel.bands import BandTable, Inclusive

ZERO = Decimal(0)


class Basis(StrEnum):
    """From which day the age counts."""

    DUE_DATE = "due_date"
    DOCUMENT_DATE = "document_date"


class Credits(StrEnum):
    """Credit notes and unapplied cash: in the bucket of their own date, in a column of their own, or against the oldest claims."""

    IN_BUCKETS = "in_buckets"
    APART = "apart"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class AgedItem:
    """An item as it stood open on the day: positive a claim, negative a credit note or unapplied cash."""

    amount: Decimal
    document_date: date
    due_date: date


@dataclass(frozen=True, slots=True)
class Bucket:
    """One step of the table with what stands in it."""

    code: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Aging:
    """The balance of one currency spread over the buckets; `apart` holds credits when they are kept out of them."""

    buckets: tuple[Bucket, ...]
    apart: Decimal

    @property
    def total(self) -> Decimal:
        """The balance of the ledger."""
        return sum((bucket.amount for bucket in self.buckets), self.apart)


def bucket_table(*, bounds: Sequence[int]) -> BandTable[str]:
    """
    The table that these last days cut: (0, 30, 60) makes `current`, `1_30`, `31_60` and `over_60`.

    A bound belongs to the bucket it closes. Refuses what `BandTable` refuses.
    """
    firsts = ["current", *(f"{low + 1}_{high}" for low, high in pairwise(bounds))]
    codes = (
        [*firsts, f"over_{bounds[-1]}"] if bounds[0] == 0 else [f"to_{bounds[0]}", *firsts[1:], f"over_{bounds[-1]}"]
    )
    return BandTable.rising(bounds=bounds, values=codes, inclusive=Inclusive.UPPER)


def default_buckets(basis: Basis) -> BandTable[str]:
    """Current, 1-30, 31-60, 61-90, 91-120 and over 120 days past due; by document one, two, three years and more."""
    return bucket_table(bounds=(0, 30, 60, 90, 120) if basis is Basis.DUE_DATE else (365, 730, 1095))


def days_of(*, item: AgedItem, as_of: date, basis: Basis) -> int:
    """The age in days; zero or less by due date means not overdue."""
    return (as_of - (item.due_date if basis is Basis.DUE_DATE else item.document_date)).days


def aging(
    *, items: Iterable[AgedItem], buckets: BandTable[str], as_of: date, basis: Basis, credits_go: Credits
) -> Aging:
    """Spread open items of one currency over the buckets; not a cent is lost or counted twice."""
    amounts = dict.fromkeys(buckets.values, ZERO)
    apart = ZERO
    for item in items:
        if item.amount < 0 and credits_go is not Credits.IN_BUCKETS:
            apart += item.amount
        else:
            amounts[buckets.value_at(days_of(item=item, as_of=as_of, basis=basis))] += item.amount
    found = Aging(tuple(Bucket(code, amount) for code, amount in amounts.items()), apart)
    return by_balance(found=found) if credits_go is Credits.OLDEST else found


def by_balance(*, found: Aging) -> Aging:
    """Set the credits that stand apart against the oldest buckets; what is more than all claims stays apart."""
    left, buckets = -found.apart, []
    for bucket in reversed(found.buckets):
        taken = min(bucket.amount, left)
        left -= taken
        buckets.append(Bucket(bucket.code, bucket.amount - taken))
    return Aging(tuple(reversed(buckets)), -left)


@dataclass(frozen=True, slots=True)
class Age:
    """How old one item is, and the bucket that makes it stand in."""

    days: int
    bucket: str


def age_of(*, day: date, as_of: date, aged_by: Basis) -> Age:
    """Age one item from its due date or its document date; the due day itself is current."""
    days = (as_of - day).days
    return Age(days, default_buckets(aged_by).value_at(days))


@dataclass(frozen=True, slots=True)
class AgedOnPaper:
    """The buckets, credits kept apart from them, and the balance of the ledger they add up to."""

    buckets: tuple[Bucket, ...]
    apart: Decimal
    total: Decimal


def aged_on_paper(*, items: tuple[AgedItem, ...], as_of: date, aged_by: Basis, credits_go: Credits) -> AgedOnPaper:
    """Spread items typed in over the shipped buckets."""
    found = aging(items=items, buckets=default_buckets(aged_by), as_of=as_of, basis=aged_by, credits_go=credits_go)
    return AgedOnPaper(found.buckets, found.apart, found.total)
