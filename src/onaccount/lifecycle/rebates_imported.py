"""A list of rebates comes in 导入返利: each row is accrued for its period; none of them counts until a credit note confirms it."""

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.documents_imported import DocumentTaker
from onaccount.lifecycle.rows_imported import Line, Taken
from onaccount.office.trays.intake.rules import Fate
from onaccount.trade import actions as trade
from onaccount.trade.models import Rebate
from onaccount.trade.queries.rebates import standing_rebates
from onaccount.trade.rules import RebateDraft, period_end


class RebateTaker(DocumentTaker):
    """Takes accrued rebates in, row by row."""

    def take(self, line: Line) -> Taken:
        """
        Accrue one rebate; the same number with the same amount again is unchanged.

        Refuses what names no customer, `import.other_rebate`, and what `trade.accrue_rebate` refuses.
        """
        values, customer, money = self.said(line)
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


def _refuse_other(stands: Rebate, draft: RebateDraft, money: Money) -> None:
    same = (stands.amount, stands.currency, stands.period_from, stands.period_to)
    if same != (money.amount, money.currency, draft.period_from, draft.period_to):
        raise Refusal("import.other_rebate", field="number", value=draft.number)
