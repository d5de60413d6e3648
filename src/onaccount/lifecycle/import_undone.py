"""An import is taken back 撤销导入, while nothing depends on it.

The ledger is append-only, so an undo writes counter-movements: items the run entered are cancelled as of their own date, what
it settled is open again, what it replaced or redated stands as before, rebates it accrued are withdrawn. Files of customers it opened are withdrawn with it,
except those that somebody has worked with since: these stay, and it is said which and why. No file is ever deleted.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules import CustomerDraft
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.ledger_writing import Writing
from onaccount.office.journal import queries as journal
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.intake import actions as intake
from onaccount.office.trays.intake import queries
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.trade import actions as trade
from onaccount.trade.queries import allocations_of_run, items_by_id, items_of_run


@transaction.atomic
def undo_import(*, run_id: int, reason: str, actor: Actor) -> IntakeRun:
    """
    Take a run back and wake the order check for its groups.

    Refuses `intake.not_done`, `intake.reason_missing`, `intake.later_run` while a later file of the same source stands, and
    `trade.run_in_use` with the first item that something else has settled since.
    """
    if not reason.strip():
        raise Refusal("intake.reason_missing")
    run = intake.locked_done(run_id=run_id)
    if later := queries.later_run(run=run):
        raise Refusal("intake.later_run", file=later.file_name, run=later.pk)
    groups = set(items_of_run(run=run.pk).values_list("group_id", flat=True))
    before = {e.subject_id: e.before for e in queries.effects_of(run=run) if e.subject_kind == "item" and e.before}
    groups |= {item.group_id for item in items_by_id(ids=before).values()}
    opened = [e.subject_id for e in queries.effects_of(run=run) if e.subject_kind == "customer" and e.before is None]
    used = journal.acts_since(customer_ids=opened, act="intake.done", subject_id=run.pk)
    _release_payments(run, reason.strip(), actor)
    restored = _restore_customers(run, actor)
    records = restored + trade.withdraw_run(run=run.pk, actor=actor)
    records += trade.withdraw_rebates(run=run.pk, reason=reason.strip(), actor=actor)
    if before:
        trade.restore_items(before=before, run=run.pk, actor=actor)
    Writing.wake(groups)
    gone = customers.withdraw(
        customer_ids=[one for one in opened if one not in used], reason=reason.strip(), actor=actor
    )
    told = {"customers": gone, "stay": [_stays(file, used[file.pk]) for file in _files(used)]}
    intake.undo(run=run, reason=reason.strip(), records=records + len(before) + gone, told=told, actor=actor)
    return run


def _files(customer_ids: Iterable[int]) -> Iterable[Customer]:
    return Customer.objects.filter(pk__in=list(customer_ids)).order_by("number")


def _stays(file: Customer, act: str) -> dict[str, str]:
    """A file that stays, and the newest act that keeps it."""
    return {"number": file.number, "name": file.name, "act": act}


def _release_payments(run: IntakeRun, reason: str, actor: Actor) -> None:
    """What the run's payments settled is open again, so that the payments themselves can be withdrawn."""
    for settlement in allocations_of_run(run=run.pk):
        trade.reverse_allocation(
            settlement=settlement, effective_date=settlement.effective_date, reason=reason, actor=actor
        )


def _restore_customers(run: IntakeRun, actor: Actor) -> int:
    """Files the run changed say again what they said."""
    before = {e.subject_id: e.before for e in queries.effects_of(run=run) if e.subject_kind == "customer" and e.before}
    for customer in Customer.objects.filter(pk__in=before).order_by("pk"):
        fields = before[customer.pk] | {"opened_on": date.fromisoformat(before[customer.pk]["opened_on"])}
        customers.change(customer=customer, draft=CustomerDraft(**fields), actor=actor)
    return len(before)
