"""
A list of orders comes in 导入订单: each is placed as over the interface, so the check releases it, holds it or rejects it.

An order's type 订单类型 names the exemptions of the policy it falls under; its terms 付款条件 are what the customer asks for.
"""

from datetime import date
from typing import Any

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.documents_imported import DocumentTaker
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.order_placed import place_order
from onaccount.lifecycle.rows_imported import Line, Taken
from onaccount.office.trays.intake.rules import Fate
from onaccount.ordercheck.rules import Asked
from onaccount.trade import queries
from onaccount.trade.rules import OrderDraft, days_of_terms


class OrderTaker(DocumentTaker):
    """Takes orders in, row by row, the first row first: whoever stands above in the file is asked first."""

    def take(self, line: Line) -> Taken:
        """
        Place one order; the same number with the same customer and amount again is unchanged.

        Refuses what names no customer, `import.other_order`, `import.terms_unreadable`, and what `place_order` refuses.
        """
        values, customer, money = self.said(line)
        draft = self._draft(values, money)
        stands = queries.order_of(number=draft.number)
        if stands is not None:
            if (stands.customer_id, stands.currency, stands.amount) != (customer.pk, money.currency, money.amount):
                raise Refusal("import.other_order", field="number", value=draft.number)
            return Taken(Fate.UNCHANGED, money.currency, money.amount)
        new = NewOrder.of(customer, self._segment, money.currency, draft, None)
        asked = Asked.of(client=f"import:{self.run.pk}", key=f"{line.sheet}:{line.row}", body={"number": draft.number})
        place_order(new=new, asked=asked, actor=self.actor, today=self.today)
        return Taken(Fate.CREATED, money.currency, money.amount)

    def _draft(self, values: dict[str, Any], money: Money) -> OrderDraft:
        ordered: date = values.get("order_date") or self.today
        return OrderDraft(
            number=str(values["number"])[:60],
            amount=money.amount,
            order_date=ordered,
            ship_date=values.get("ship_date") or max(ordered, self.today),
            credit_days=_days(values),
            intake_run=self.run.pk,
            order_type=str(values.get("order_type") or "")[:20],
        )


def _days(values: dict[str, Any]) -> int | None:
    """The credit days asked for: as a number, else as the terms say; None where the agreed ones are meant."""
    if values.get("credit_days") is not None:
        return int(values["credit_days"])
    terms = str(values.get("payment_terms") or "")
    days = days_of_terms(terms)
    if terms and days is None:
        raise Refusal("import.terms_unreadable", field="payment_terms", value=terms)
    return days
