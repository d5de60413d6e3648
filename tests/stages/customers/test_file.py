"""The credit file: facts as known on a day, personal values sealed and erased, corrections with their task, papers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.ledger import ME, a_customer, an_account, an_invoice
from tests.people import somebody
from tests.sheets import a_draft

from onaccount.customers import actions, queries
from onaccount.customers.models import Contact, Customer, DocumentContent, Fact, PersonalValues
from onaccount.customers.rules import ContactDraft
from onaccount.customers.rules.facts import Cause, CorrectionDraft, FactDraft
from onaccount.customers.rules.papers import PaperDraft
from onaccount.kernel.calendar import add_months
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import file_kept
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Actor, Channel
from onaccount.office.tasks.models import Task

pytestmark = pytest.mark.django_db
MARCH, JUNE = date(2026, 3, 2), date(2026, 6, 1)
OWNER = {"owner_name": "沈知微", "owner_role": "actual_controller", "share": "60"}


def fact(customer: Customer, kind: str, *, dated: date = MARCH, **values: str) -> Fact:
    draft = FactDraft(kind, values, "企业信用信息公示系统", dated, None, None)
    return actions.add_fact(customer=customer, draft=draft, today=MARCH, actor=ME)


def paper(customer: Customer, content: bytes = b"%PDF-1.7", *, kind: str = "business_licence") -> PaperDraft:
    return PaperDraft(kind, "营业执照", "licence.pdf", content, MARCH, None)


def test_personal_values_lie_sealed_and_never_in_the_journal() -> None:
    customer = a_customer()
    kept = fact(customer, "owner", **OWNER)
    assert kept.values == {"owner_role": "actual_controller", "share": "60"}
    assert "沈知微" not in str(Entry.objects.latest("pk").after)
    assert "沈知微".encode() not in bytes(PersonalValues.objects.get().sealed)
    (hidden,) = queries.facts_of(customer=customer, as_of=MARCH, is_personal_shown=False)
    (shown,) = queries.facts_of(customer=customer, as_of=MARCH, is_personal_shown=True)
    assert dict(hidden.values) == {"owner_role": "actual_controller", "share": "60"}
    assert dict(shown.values) == OWNER


def test_contacts_are_erased_once_a_company_has_slept_for_the_time_of_their_retention() -> None:
    owed = an_account("C2")
    asleep, owing = a_customer("C1"), owed.customer
    for customer in (asleep, owing):
        actions.add_contact(customer=customer, draft=ContactDraft("payment", "沈知微"), actor=ME)
    an_invoice(owed, "100")
    (entered,) = {timezone.localdate(contact.entered_at) for contact in Contact.objects.all()}
    over = add_months(entered, 36)
    assert [file_kept.erase_personal(today=day, actor=ME) for day in (over - timedelta(days=1), over)] == [0, 1]
    assert (Contact.objects.get().customer, Entry.objects.latest("pk").act) == (owing, "customers.contact_removed")


def test_personal_values_and_papers_are_erased_when_their_time_is_over_and_the_rest_stays() -> None:
    customer = a_customer()
    fact(customer, "owner", **OWNER)
    actions.keep_paper(customer=customer, draft=paper(customer, kind="identity"), today=MARCH, actor=ME)
    assert file_kept.erase_personal(today=date(2029, 3, 1), actor=ME) == 0
    assert file_kept.erase_personal(today=date(2029, 3, 2), actor=ME) == 2
    (left,) = queries.facts_of(customer=customer, as_of=MARCH, is_personal_shown=True)
    assert (dict(left.values), left.is_erased) == ({"owner_role": "actual_controller", "share": "60"}, True)
    (document,) = queries.documents_of(customer=customer, as_of=MARCH)
    assert queries.content_of(document=document) is None


def test_a_wrong_fact_is_corrected_with_its_cause_and_a_task_to_follow_up() -> None:
    person = somebody("lin")
    customer, actor = a_customer(), Actor(person.username, Channel.DESK, person.pk)
    wrong = fact(customer, "tax_credit", tax_grade="A")
    right = FactDraft("tax_credit", {"tax_grade": "C"}, "税务局网站", MARCH, None, None)
    why = CorrectionDraft(Cause.WRONG_SOURCE, "税务局网站", "销售部、财务部", "只用官方来源", date(2026, 9, 1))
    file_kept.correct_fact(wrong=wrong, right=right, draft=why, actor=actor, today=JUNE)

    def grades(day: date) -> list[str]:
        return [
            one.values["tax_grade"] for one in queries.facts_of(customer=customer, as_of=day, is_personal_shown=True)
        ]

    assert (grades(date(2026, 5, 31)), grades(JUNE)) == (["A"], ["C"])
    task = Task.objects.get()
    assert (task.assignee_id, task.due_date, task.customer_id) == (person.pk, date(2026, 9, 1), customer.pk)
    assert [row.measure for row in queries.corrections_of(customer=customer)] == ["只用官方来源"]
    with pytest.raises(Refusal, match="corrected_already"):
        file_kept.correct_fact(wrong=wrong, right=None, draft=why, actor=actor, today=JUNE)
    assert Task.objects.count() == 1


def test_a_machine_corrects_nothing() -> None:
    wrong = fact(a_customer(), "tax_credit", tax_grade="A")
    why = CorrectionDraft(Cause.ENTRY_ERROR, "", "销售部", "复核", JUNE)
    with pytest.raises(Refusal, match="person_required"):
        file_kept.correct_fact(wrong=wrong, right=None, draft=why, actor=ME, today=MARCH)
    assert (Task.objects.count(), Fact.objects.count()) == (0, 1)


def test_a_paper_is_kept_sealed_comes_back_whole_and_counts_its_versions() -> None:
    customer = a_customer()
    first = actions.keep_paper(customer=customer, draft=paper(customer), today=MARCH, actor=ME)
    second = actions.keep_paper(customer=customer, draft=paper(customer, b"%PDF-1.7 neu"), today=MARCH, actor=ME)
    assert (first.version, second.version) == (1, 2)
    assert queries.content_of(document=second) == b"%PDF-1.7 neu"
    assert b"PDF" not in bytes(DocumentContent.objects.get(document=second).sealed)
    with pytest.raises(Refusal, match="known_already"):
        actions.keep_paper(customer=customer, draft=paper(customer), today=MARCH, actor=ME)


def test_a_fact_cannot_rest_on_a_paper_of_another_file() -> None:
    other = a_customer("C2", name="别家")
    document = actions.keep_paper(customer=other, draft=paper(other), today=MARCH, actor=ME)
    draft = FactDraft("tax_credit", {"tax_grade": "A"}, "证书", MARCH, None, document.pk)
    with pytest.raises(Refusal, match="paper_unknown"):
        actions.add_fact(customer=a_customer(), draft=draft, today=MARCH, actor=ME)


def a_full_file(number: str) -> Customer:
    customer = a_customer(number, name=f"客户{number}")
    fact(customer, "legal_search", result="nothing_found")
    actions.keep_paper(customer=customer, draft=paper(customer), today=MARCH, actor=ME)
    actions.add_contact(customer=customer, draft=ContactDraft("payment", "沈知微"), actor=ME)
    actions.take_in_statement(customer=customer, draft=a_draft(), today=MARCH, actor=ME)
    return customer


def test_completeness_names_what_is_missing_for_the_amount_asked() -> None:
    found = queries.completeness_of(customer_id=a_full_file("C1").pk, amount=Decimal(1000), as_of=MARCH)
    assert (found.share, [gap.need.code for gap in found.gaps]) == (Decimal("0.625"), ["registration"])


@pytest.mark.parametrize("count", [1, 3])
def test_completeness_of_many_asks_the_same_for_one_and_for_three(count: int) -> None:
    amounts = {a_full_file(f"C{number}").pk: Decimal(1000) for number in range(count)}
    with CaptureQueriesContext(connection) as asked:
        found = queries.many_completeness_of(amounts=amounts, as_of=MARCH)
    assert (len(asked), {one.share for one in found.values()}) == (6, {Decimal("0.625")})


def test_a_corrected_fact_no_longer_completes_a_file() -> None:
    person, customer = somebody("lin"), a_full_file("C1")
    wrong = Fact.objects.get(kind="legal_search")
    why = CorrectionDraft(Cause.ENTRY_ERROR, "", "销售部", "复核", JUNE)
    actor = Actor(person.username, Channel.DESK, person.pk)
    file_kept.correct_fact(wrong=wrong, right=None, draft=why, actor=actor, today=MARCH)
    found = queries.completeness_of(customer_id=customer.pk, amount=Decimal(0), as_of=MARCH)
    assert [gap.need.code for gap in found.gaps] == ["registration", "legal_search"]
