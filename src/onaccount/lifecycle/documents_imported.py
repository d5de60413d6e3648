"""A list of orders, payments or rebates comes in 导入单据: whom a row names and its money; each row stands for itself."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from onaccount.customers.models import Customer
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason
from onaccount.lifecycle.rows_imported import Files, Line
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.trays.intake.rules import Tally
from onaccount.trade import actions as trade


class DocumentTaker:
    """What the takers of documents share."""

    def __init__(self, *, run: IntakeRun, actor: Actor, today: date) -> None:
        self.run, self.actor, self.today = run, actor, today
        self._files = Files(drops_zeros=bool(run.options["drops_zeros"]))
        self._segment = trade.default_segment()

    def said(self, line: Line) -> tuple[dict[str, Any], Customer, Money]:
        """Its values, its customer and its amount. Refuses like `Files.named`."""
        values = dict(line.values or {})
        customer = self._files.named(values)
        return values, customer, Money(values["amount"], str(values.get("currency") or self.run.options["currency"]))

    def finish(self, _tally: Tally) -> Iterable[tuple[int, Reason, bool]]:
        """Nothing is left to be done."""
        return ()
