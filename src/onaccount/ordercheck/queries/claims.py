"""What buyers owed when their orders were checked 历史应收, read for many decisions at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.db.models import Q, QuerySet

from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules.claims import Claim, Objection, Word
from onaccount.trade.models import Dispute, Item, Promise, Settlement
from onaccount.trade.rules.valuation import worth

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Claims:
    """The items of the buyers concerned, with what was settled of them since and what was noted on them."""

    items: Mapping[int, list[Item]]
    settled: Mapping[int, list[Settlement]]
    disputes: Mapping[int, list[Dispute]]
    promises: Mapping[int, list[Promise]]

    @classmethod
    def of(cls, decisions: Collection[Decision]) -> Self:
        """Four reads, however many decisions."""
        since = min(each.decided_at for each in decisions)
        buyers = {each.customer_id for each in decisions}
        owed = Item.objects.filter(customer__in=buyers, amount__gt=0).filter(
            Q(open_amount__gt=0) | Q(settlements__at__gte=since)
        )
        after = Settlement.objects.filter(item__customer__in=buyers, item__amount__gt=0, at__gte=since)
        return cls(
            items=grouped(owed.select_related("account").distinct(), "customer_id"),
            settled=grouped(after, "item_id"),
            disputes=grouped(Dispute.objects.filter(customer__in=buyers).select_related("end"), "item_id"),
            promises=grouped(Promise.objects.filter(customer__in=buyers).select_related("end"), "item_id"),
        )

    def behind(self, decision: Decision) -> Iterator[Claim]:
        """The buyer's items that stood open, and were in the books, when the order was checked."""
        for item in self.items.get(decision.customer_id, ()):
            kept_in, rate = item.account.kept_in, item.rate

            def said(amount: Decimal, rate: Decimal | None = rate, kept_in: str = kept_in) -> Decimal:
                return worth(amount, rate=rate, code=kept_in)

            settled = [each for each in self.settled.get(item.pk, ()) if each.at >= decision.decided_at]
            stood = item.open_amount + sum((each.amount for each in settled), ZERO)
            if stood > 0 and item.document_date <= decision.decided_on and item.entered_at <= decision.decided_at:
                yield Claim(
                    number=item.number,
                    due_date=item.due_date,
                    amount=said(stood),
                    currency=kept_in,
                    settled=tuple(
                        (max(each.effective_date, decision.decided_on), said(each.amount)) for each in settled
                    ),
                    objections=tuple(_objection(each, said(each.amount)) for each in self.disputes.get(item.pk, ())),
                    words=tuple(_word(each) for each in self.promises.get(item.pk, ())),
                )


def grouped(rows: QuerySet[Any], key: str) -> dict[int, list[Any]]:
    """Read rows, the oldest first, and sort them by one of their columns."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[getattr(row, key)].append(row)
    return found


def _objection(dispute: Dispute, amount: Decimal) -> Objection:
    ended = dispute.end.ended_on if hasattr(dispute, "end") else None
    return Objection(amount, dispute.raised_on, ended)


def _word(promise: Promise) -> Word:
    return Word(promise.promised_date, promise.given_on, promise.end.ended_on if hasattr(promise, "end") else None)
