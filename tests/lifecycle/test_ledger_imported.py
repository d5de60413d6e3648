"""A list of open items comes in, next month's list follows, and either is taken back."""

import random
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from tests.intake import TODAY, checked, csv, fates, faults, imported, taken
from tests.ledger import ME, payment

from onaccount.connectors.ledger_files import translate
from onaccount.customers import actions as customers
from onaccount.customers.access import everybody
from onaccount.customers.models import Customer, DuplicateProposal, OtherName
from onaccount.customers.rules import ContactDraft
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import file_taken_in, ledger_imported
from onaccount.lifecycle.import_undone import undo_import
from onaccount.office.search.queries import find
from onaccount.office.trays.intake.actions import PIECE, Arrival
from onaccount.office.trays.intake.models import IntakeRun, Proposal
from onaccount.office.trays.intake.queries import file_of
from onaccount.office.trays.models import ChangedGroup
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Account, Item, Movement
from onaccount.trade.rules import Method

pytestmark = pytest.mark.django_db
FIRST = csv(
    "0042,云汀精工,A1,2026-01-05,2026-02-04,CNY,1000.00",
    "42,云汀精工有限公司,A2,2026-02-05,2026-03-07,CNY,500.50",
    "C7,木棠家居,B1,2026-03-01,,CNY,80",
    "C7,木棠家居,B2,2026-03-02,2026-04-01,USD,-30",
)


def open_amounts() -> dict[str, Decimal]:
    """What is open by number, with the ledger agreeing with itself."""
    assert queries.reconcile() == ()
    return dict(Item.objects.filter(cancelled_at=None).order_by("number").values_list("number", "open_amount"))


def test_a_check_counts_everything_and_writes_nothing() -> None:
    run = checked(taken(FIRST))
    assert (fates(run), run.summary["sums"]) == ((4, 0, 0, 0, 0), {"CNY": "1580.50", "USD": "-30"})
    assert run.summary["notes"]["new_customers"] == 2
    assert (Customer.objects.count(), Item.objects.count(), Account.objects.count()) == (0, 0, 0)


def test_a_list_goes_in_with_its_customers_and_spellings() -> None:
    run = imported(taken(FIRST))
    assert run.state == "done"
    assert open_amounts() == {"A1": 1000, "A2": Decimal("500.5"), "B1": 80, "B2": -30}
    assert set(Customer.objects.values_list("number", "name")) == {("0042", "云汀精工"), ("C7", "木棠家居")}
    assert list(OtherName.objects.values_list("customer__number", "value")) == [("0042", "42")]
    assert list(DuplicateProposal.objects.values_list("spelling", flat=True)) == ["云汀精工有限公司"]
    assert ChangedGroup.objects.count() == 2


def test_the_rule_of_leading_zeros_can_be_switched_off() -> None:
    imported(taken(FIRST, drops_zeros=False))
    assert set(Customer.objects.values_list("number", flat=True)) == {"0042", "42", "C7"}


def test_a_due_date_that_is_missing_is_computed_and_marked() -> None:
    imported(taken(FIRST, credit_days=60))
    found = Item.objects.get(number="B1")
    assert (found.due_date, found.due_date_computed) == (date(2026, 4, 30), True)
    assert not Item.objects.get(number="A1").due_date_computed


def test_the_same_list_again_changes_nothing() -> None:
    imported(taken(FIRST))
    moved = Movement.objects.count()
    run = imported(taken(FIRST))
    assert (fates(run), Movement.objects.count()) == ((0, 0, 4, 0, 0), moved)


def test_next_months_list_settles_grows_redates_and_proposes_what_vanished() -> None:
    imported(taken(FIRST))
    second = csv(
        "42,云汀精工,A1,2026-01-05,2026-02-04,CNY,400",
        "42,云汀精工,A2,2026-02-05,2026-03-20,CNY,500.50",
        "C7,木棠家居,B1,2026-03-01,2026-03-31,CNY,95",
        "C7,木棠家居,B3,2026-03-28,2026-04-27,CNY,7",
    )
    run = imported(taken(second, is_full=True))
    assert fates(run) == (1, 3, 0, 0, 0)
    assert open_amounts() == {"A1": 400, "A2": Decimal("500.5"), "B1": 95, "B2": -30, "B3": 7}
    assert Item.objects.get(number="A2").due_date == date(2026, 3, 20)
    proposal = Proposal.objects.get()
    assert (proposal.facts["number"], proposal.outcome) == ("B2", "")


def test_what_vanished_is_settled_only_when_a_person_says_so() -> None:
    imported(taken(FIRST))
    run = imported(taken(csv("42,云汀精工,A1,2026-01-05,2026-02-04,CNY,1000"), is_full=True))
    ids = list(run.proposals.filter(facts__number__startswith="B").values_list("pk", flat=True))
    decided = ledger_imported.settle_vanished(
        run_id=run.pk, proposal_ids=ids, outcome="settled", effective_date=TODAY, actor=ME
    )
    assert (decided, open_amounts()) == (2, {"A1": 1000, "A2": Decimal("500.5"), "B1": 0, "B2": 0})


def test_faulty_rows_stop_everything_and_name_their_place() -> None:
    bad = csv(
        "42,云汀精工,A1,2026-01-05,2026-02-30,CNY,1000.00",
        "42,云汀精工,A2,2026-02-05,,CNY,abc",
        ",,A3,2026-03-01,,CNY,1",
    )
    run = taken(bad)
    with pytest.raises(Refusal, match=r"intake\.has_faults"):
        imported(run)
    run.refresh_from_db()
    assert faults(run) == [
        (2, "E", "2026-02-30", "date.impossible"),
        (3, "G", "abc", "amount.not_a_number"),
        (4, "A", "", "import.customer_missing"),
    ]
    assert (run.state, fates(run), Customer.objects.count(), Item.objects.count()) == ("checked", (0, 0, 0, 3, 0), 0, 0)


def test_good_rows_go_in_alone_when_that_is_chosen() -> None:
    bad = csv("42,云汀精工,A1,2026-01-05,2026-02-04,CNY,1000.00", "42,云汀精工,A2,2026-02-05,,CNY,abc")
    run = imported(taken(bad, good_rows_only=True))
    assert (fates(run), open_amounts()) == ((1, 0, 0, 1, 0), {"A1": 1000})


def test_a_cell_mended_in_place_is_read_instead() -> None:
    run = taken(csv("42,云汀精工,A1,2026-01-05,2026-02-04,CNY,1O00"))
    assert fates(checked(run)) == (0, 0, 0, 1, 0)
    run = file_taken_in.correct(run_id=run.pk, corrections={"items!2": {"amount": "1000"}})
    assert (fates(imported(run)), open_amounts()) == ((1, 0, 0, 0, 0), {"A1": 1000})


def test_a_number_that_comes_twice_is_counted_once() -> None:
    row = "42,云汀精工,A1,2026-01-05,2026-02-04,CNY,1"
    run = checked(taken(csv(row, row.replace("42", "0042"))))
    assert (fates(run), faults(run)) == ((1, 0, 0, 1, 0), [(3, "C", "A1", "import.twice_in_file")])


def test_sums_are_left_out_and_counted() -> None:
    run = imported(taken(csv("42,云汀精工,A1,2026-01-05,2026-02-04,CNY,1", "合计,,,,,,1")))
    assert (fates(run), open_amounts()) == ((1, 0, 0, 0, 1), {"A1": 1})


def test_a_balance_without_an_invoice_becomes_an_opening_item_of_its_own_age() -> None:
    imported(taken(csv("42,云汀精工,900", header="客户编码,客户名称,期末余额\n"), balance_date="2025-12-31"))
    found = Item.objects.get()
    assert (found.kind, found.number, found.document_date) == ("opening", "BAL-2025-12-31-CNY", date(2025, 12, 31))


def test_net_amounts_are_grossed_up_by_the_rate_that_was_asked() -> None:
    run = imported(taken(FIRST, tax_rate="0.13"))
    assert open_amounts()["A2"] == Decimal("565.57")
    assert run.summary["sums"]["CNY"] == "1785.97"


def test_what_was_paid_here_is_not_reopened_by_a_file_that_does_not_know_it() -> None:
    imported(taken(FIRST))
    account = Account.objects.get(customer__number="0042")
    trade.receive(draft=payment("P1", "300"), account=account, chosen=[], method=Method.OLDEST_DUE, actor=ME)
    run = imported(taken(FIRST))
    assert (fates(run), [fault[3] for fault in faults(run)]) == ((0, 0, 4, 0, 0), ["import.paid_here"])
    assert open_amounts()["A1"] == 700


def test_an_import_taken_back_leaves_the_ledger_as_it_was() -> None:
    imported(taken(FIRST))
    before = open_amounts()
    second = csv(
        "42,云汀精工,A1,2026-01-05,2026-02-10,CNY,400", "C7,木棠家居,B1,2026-03-01,,CNY,95", "C7,x,B9,2026-03-01,,CNY,1"
    )
    run = imported(taken(second, is_full=True))
    assert open_amounts() != before
    undo_import(run_id=run.pk, reason="wrong month", actor=ME)
    assert open_amounts() == before
    assert Item.objects.get(number="A1").due_date == date(2026, 2, 4)
    assert IntakeRun.objects.get(pk=run.pk).state == "undone"


def test_a_first_import_taken_back_can_come_in_again() -> None:
    run = imported(taken(FIRST))
    undo_import(run_id=run.pk, reason="test", actor=ME)
    assert open_amounts() == {}
    again = imported(taken(FIRST))
    assert (fates(again), again.summary["notes"]["new_customers"]) == ((4, 0, 0, 0, 0), 2)


def test_customers_that_only_the_import_knew_go_with_it() -> None:
    run = imported(taken(FIRST))
    taken_back = undo_import(run_id=run.pk, reason="test", actor=ME)
    assert taken_back.summary["undo"] == {"customers": 2, "stay": []}
    assert (everybody().count(), find(text="云汀", customers=Customer.objects.all(), limit=9)) == (0, ())


def test_a_customer_somebody_has_worked_with_stays_and_it_is_said_why() -> None:
    run = imported(taken(FIRST))
    contact = ContactDraft("payment", "财务部", email="ap@example.com")
    customers.add_contact(customer=Customer.objects.get(number="C7"), draft=contact, actor=ME)
    taken_back = undo_import(run_id=run.pk, reason="test", actor=ME)
    stays = {"number": "C7", "name": "木棠家居", "act": "customers.contact_added"}
    assert taken_back.summary["undo"] == {"customers": 1, "stay": [stays]}
    assert list(everybody().values_list("number", flat=True)) == ["C7"]


def test_customers_another_source_has_used_since_stay() -> None:
    run = imported(taken(FIRST))
    arrival = Arrival("open_items", "Other", "other.csv", BytesIO(csv("C7,木棠家居,X1,2026-03-01,,CNY,5")))
    other = translate.prepare(run=file_taken_in.take_in(arrival=arrival, actor=ME), today=TODAY)
    imported(other)
    taken_back = undo_import(run_id=run.pk, reason="test", actor=ME)
    assert [file["act"] for file in taken_back.summary["undo"]["stay"]] == ["trade.items_entered"]
    assert open_amounts() == {"X1": 5}


def test_only_the_newest_import_of_a_source_is_taken_back() -> None:
    first = imported(taken(FIRST))
    imported(taken(FIRST))
    with pytest.raises(Refusal, match=r"intake\.later_run"):
        undo_import(run_id=first.pk, reason="test", actor=ME)


def test_an_import_whose_item_was_paid_is_not_taken_back() -> None:
    run = imported(taken(FIRST))
    account = Account.objects.get(customer__number="0042")
    trade.receive(draft=payment("P1", "300"), account=account, chosen=[], method=Method.OLDEST_DUE, actor=ME)
    with pytest.raises(Refusal, match=r"trade\.run_in_use"):
        undo_import(run_id=run.pk, reason="test", actor=ME)
    assert open_amounts()["A1"] == 700


def test_a_run_goes_in_once() -> None:
    run = imported(taken(FIRST))
    with pytest.raises(Refusal, match=r"intake\.not_open"):
        imported(run)
    assert len(open_amounts()) == 4


def test_a_file_kept_in_several_pieces_comes_back_byte_for_byte(tmp_path: Path) -> None:
    content = random.Random(1).randbytes(2 * PIECE + 5)
    run = file_taken_in.take_in(arrival=Arrival("open_items", "ERP", "big.csv", BytesIO(content)), actor=ME)
    assert (run.file.pieces.count(), file_of(run=run, folder=tmp_path).read_bytes()) == (3, content)
