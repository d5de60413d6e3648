"""Writing what a ledger file was decided to mean 入账: customers, accounts, items, settlements, proposals, and waking the order check."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_groups
from onaccount.customers.rules import CustomerDraft
from onaccount.lifecycle.ledger_passage import Decided
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.office.trays.intake import actions as intake
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.trays.intake.rules import Tally
from onaccount.ordercheck.queries import Places
from onaccount.trade import actions as trade
from onaccount.trade.actions import ImportedItem, Redated, SettledOutside
from onaccount.trade.models import Item, Segment
from onaccount.trade.rules.parties import Known, Newcomer, Roster, Spelling, same_core
from onaccount.trade.rules.valuation import FirstRate, Place

CAUSE = "import.done"


class Writing:
    """The write side of one run, inside its transaction."""

    def __init__(self, *, run: IntakeRun, roster: Roster, actor: Actor, today: date) -> None:
        self.run, self.roster, self.actor, self.today = run, roster, actor, today
        self.groups: set[int] = set()
        self._opened: dict[str, Known] = {}
        self._group_of: dict[int, int] = {}

    @cached_property
    def segment(self) -> Segment:
        """The segment everything of a file without segments goes to."""
        return trade.default_segment()

    def open_customers(self, *, currencies: Mapping[str, str]) -> None:
        """Open the newcomers' files and lock every group of the file, in key order, before anything is written for it."""
        newcomers = self.roster.newcomers()
        drafts = [_draft(newcomer, currencies[newcomer.key], self.today) for newcomer in newcomers]
        files = customers.open_files(drafts=drafts, codes=[one.codes for one in newcomers], actor=self.actor)
        opened = zip(newcomers, files, strict=True)
        self._opened = {one.key: Known(file.pk, file.number, file.name, file.uscc, one.codes) for one, file in opened}
        self.roster.joins(opened=self._opened)
        intake.note_effects(run=self.run, subject_kind="customer", before=dict.fromkeys(file.pk for file in files))
        found = (self.roster.customer_of(key=key) for key in currencies)
        ids = {customer_id for customer_id in found if customer_id is not None}
        self._group_of = dict(Customer.objects.filter(pk__in=ids).values_list("pk", "group_id"))
        lock_groups(self._group_of.values())

    def write(self, batch: Sequence[Decided]) -> None:
        """Write one batch: what is replaced goes first, so that its number is free."""
        entering = [decided for decided in batch if decided.judged.kind]
        replaced = [decided.judged.instead_of for decided in entering if decided.judged.instead_of is not None]
        if replaced:
            self._note_dates(decided for decided in entering if decided.judged.instead_of is not None)
            trade.cancel_items(item_ids=replaced, run=self.run.pk, actor=self.actor)
        self._enter(entering)
        self._settle(batch)
        self._redate(batch)

    def propose(self, *, spellings: Iterable[Spelling], vanished: Sequence[Item], tally: Tally) -> None:
        """Put before a person: other spellings, files that may be one company, items missing from a full file."""
        spelled: list[tuple[int, int | None, str, str]] = []
        for spelling in spellings:
            customer_id = self.roster.customer_of(key=spelling.key)
            if customer_id is not None:
                spelled.append((customer_id, None, spelling.name, "import.spelling"))
        pairs = [(one, other, "", "import.same_name") for one, other in same_core(customers=self._opened.values())]
        tally.notes["spellings"] = customers.propose_duplicates(found=spelled)
        tally.notes["same_name"] = customers.propose_duplicates(found=pairs)
        told = [(item.pk, {"number": item.number, "open": item.open_amount}) for item in vanished]
        intake.propose(run=self.run, kind="settled", subject_kind="item", found=told)

    @staticmethod
    def wake(groups: Iterable[int]) -> None:
        """Mark these groups, so that their held orders are looked at again."""
        trays.note_changes(group_ids=groups, cause=CAUSE)

    def _enter(self, entering: Sequence[Decided]) -> None:
        self._places.meet({key: self._group_of[key] for decided in entering if (key := decided.customer_id or 0)})
        placed = [self._place(decided) for decided in entering]
        accounts = trade.accounts_for(
            customers=self._group_of, segment_id=self.segment.pk, places={place for place, _ in placed}
        )
        rows = []
        for decided, (place, rate) in zip(entering, placed, strict=True):
            assert decided.judged.draft is not None
            account = accounts[place]
            draft = decided.judged.draft.of_run(self.run.pk)
            rows.append(ImportedItem(account, decided.judged.kind, draft, decided.judged.link, rate))
            self.groups.add(account.group_id)
        if rows:
            trade.enter_items(rows=rows, actor=self.actor)

    def _place(self, decided: Decided) -> tuple[Place, FirstRate | None]:
        """On which account the item stands, at the rate of its own day."""
        assert decided.judged.draft is not None
        customer_id = decided.customer_id or 0
        return self._places.place(
            customer_id=customer_id,
            group_id=self._group_of[customer_id],
            currency=decided.currency,
            day=decided.judged.draft.document_date,
        )

    @cached_property
    def _places(self) -> Places:
        return Places(segment_id=self.segment.pk, on=self.today)

    def _settle(self, batch: Sequence[Decided]) -> None:
        rows = [
            SettledOutside(decided.standing.item_id, decided.judged.settled)
            for decided in batch
            if decided.standing is not None and decided.judged.settled
        ]
        if rows:
            trade.settle_items_outside(
                rows=rows,
                effective_date=self._balance_date,
                run=self.run.pk,
                reason=self.run.file_name,
                actor=self.actor,
            )
            self._touch(batch)

    def _redate(self, batch: Sequence[Decided]) -> None:
        redated = [decided for decided in batch if decided.judged.redated]
        if not redated:
            return
        self._note_dates(redated)
        rows = [
            Redated(one.standing.item_id, draft.document_date, draft.due_date, draft.due_date_computed)
            for one in redated
            if one.standing is not None and (draft := one.judged.draft) is not None
        ]
        trade.redate_items(rows=rows, actor=self.actor)
        self._touch(redated)

    def _note_dates(self, decided: Iterable[Decided]) -> None:
        before = {
            one.standing.item_id: {
                "document_date": one.standing.document_date,
                "due_date": one.standing.due_date,
                "due_date_computed": one.standing.due_date_computed,
            }
            for one in decided
            if one.standing is not None
        }
        intake.note_effects(run=self.run, subject_kind="item", before=before)

    def _touch(self, batch: Iterable[Decided]) -> None:
        self.groups |= {self._group_of[one.customer_id] for one in batch if one.customer_id in self._group_of}

    @cached_property
    def _balance_date(self) -> date:
        return date.fromisoformat(self.run.options["balance_date"])


def _draft(newcomer: Newcomer, currency: str, today: date) -> CustomerDraft:
    """A file for a newcomer: a Chinese name is written to in Chinese, another one in English, until somebody says otherwise."""
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in newcomer.name)
    return CustomerDraft(
        number=newcomer.number,
        name=newcomer.name,
        opened_on=today,
        uscc=newcomer.uscc,
        country="CN" if chinese or currency == "CNY" else "",
        language="zh-hans" if chinese else "en",
        currency=currency,
    )
