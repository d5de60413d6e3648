"""A list of rebates comes in 导入返利: each row is accrued for its period; none of them counts until a credit note confirms it."""

from collections.abc import Iterable
from datetime import date

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.lifecycle.rows_imported import Files, Line, Taken
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.trays.intake.rules import Fate, Tally
from onaccount.trade import actions as trade
from onaccount.trade.models import Rebate
from onaccount.trade.queries.rebates import standing_rebates
from onaccount.trade.rules import RebateDraft, period_end


class RebateTaker:
    """Takes accrued rebates in, row by row."""

    def __init__(self, *, run: IntakeRun, actor: Actor, today: date) -> None:
        self.run, self.actor, self.today = run, actor, today
        self._files = Files(drops_zeros=bool(run.options["drops_zeros"]))
        self._segment = trade.default_segment()

    def take(self, line: Line) -> Taken:
        """
        Accrue one rebate; the same number with the same amount again is unchanged.

        Refuses what names no customer, `import.other_rebate`, and what `trade.accrue_rebate` refuses.
        """
        values = dict(line.values or {})
        customer = self._files.named(values)
        money = Money(values["amount"], str(values.get("currency") or self.run.options["currency"]))
        draft = RebateDraft(
            number=str(values["number"])[:60],
            agreement=str(values["agreement"])[:120],
            period_from=values["period_from"],
            period_to=period_end(last_day=values["period_to"]),
            amount=money.amount,
            accrued_on=values.get("accrued_on") or min(values["period_to"], self.today),
            intake_run=self.run.pk,
        )
        stands = standing_rebates(customer_id=customer.pk).filter(number=draft.number).first()
        if stands is not None:
            _refuse_other(stands, draft, money)
            return Taken(Fate.UNCHANGED, money.currency, money.amount)
        trade.accrue_rebate(
            draft=draft,
            customer=customer,
            segment=self._segment,
            currency=money.currency,
            today=self.today,
            actor=self.actor,
        )
        return Taken(Fate.CREATED, money.currency, money.amount)

    def finish(self, tally: Tally) -> Iterable[tuple[int, Reason, bool]]:  # noqa: ARG002 each row stands for itself
        """Nothing is left to be done."""
        return ()


def _refuse_other(stands: Rebate, draft: RebateDraft, money: Money) -> None:
    same = (stands.amount, stands.currency, stands.period_from, stands.period_to)
    if same != (money.amount, money.currency, draft.period_from, draft.period_to):
        raise Refusal("import.other_rebate", field="number", value=draft.number)
