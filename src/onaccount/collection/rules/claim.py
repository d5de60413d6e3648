"""What a dunning letter 催款函 claims, judged from the open items of one customer.

Only overdue, undisputed amounts are claimed; credits the customer has with us are named, not deducted. A letter states no
interest total: a statement of principal and interest may replace the contract's clause (rule R5.1); it reserves the right instead.
"""

from dataclasses import dataclass
from datetime import date

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal


@dataclass(frozen=True, slots=True)
class ClaimableItem:
    """
    An open item as the letter needs it; `open_amount` is negative for a credit. An item sold with recourse names the factor
    保理商 and the account of the factor's that pays it; empty: ours.
    """

    number: str
    document_date: date
    due_date: date
    amount: Money
    open_amount: Money
    factor: str = ""
    pay_account: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line of the letter."""

    item: ClaimableItem
    days_overdue: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """Items of the letter that are paid to a factor: to whom, to which account, which numbers."""

    factor: str
    pay_account: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Everything one letter claims, in one currency."""

    as_of: date
    lines: tuple[ClaimLine, ...]
    total: Money
    credits: Money
    oldest_days: int

    @property
    def assigned(self) -> tuple[Assigned, ...]:
        """What is paid to another account than ours, by account, in the order of the lines."""
        numbers: dict[tuple[str, str], list[str]] = {}
        for line in self.lines:
            if line.item.pay_account:
                numbers.setdefault((line.item.factor, line.item.pay_account), []).append(line.item.number)
        return tuple(Assigned(*account, tuple(each)) for account, each in numbers.items())


def claim(*, items: tuple[ClaimableItem, ...], currency: str, as_of: date) -> Claim:
    """Gather the overdue items in this currency, oldest first; refuses where nothing is overdue.

    An item is overdue from the day after its due date.
    """
    mine = [item for item in items if item.open_amount.currency == currency]
    lines = tuple(
        ClaimLine(item=item, days_overdue=(as_of - item.due_date).days)
        for item in sorted(mine, key=lambda item: (item.due_date, item.number))
        if item.open_amount.amount > 0 and item.due_date < as_of
    )
    if not lines:
        raise Refusal("collection.nothing_overdue", currency=currency, as_of=as_of)
    zero = Money.zero(currency)
    return Claim(
        as_of=as_of,
        lines=lines,
        total=sum((line.item.open_amount for line in lines), zero),
        credits=sum((item.open_amount for item in mine if item.open_amount.amount < 0), zero),
        oldest_days=lines[0].days_overdue,
    )
