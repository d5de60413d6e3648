"""The online application: four steps without signing in, resumed by its code, screened, taken up into the file, or declined."""

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.access.world import founding
from tests.people import MACHINE, acting, somebody

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer, Document
from onaccount.customers.rules import CustomerDraft
from onaccount.kernel.calendar import add_months
from onaccount.kernel.identity import make_uscc
from onaccount.lifecycle import company_founded, credit_applied_for
from onaccount.limits.models import Application
from onaccount.limits.queries.applications import customer_like
from onaccount.office.clock.queries import today
from onaccount.office.company.rules import Company
from onaccount.office.journal.models import Entry
from onaccount.office.trays import actions as trays
from onaccount.office.trays.models import Letter

pytestmark = pytest.mark.django_db
USCC = make_uscc(authority="91", region="990101", organisation="MA000001")
COMPANY = {
    "name": "新霁生物",
    "country": "CN",
    "uscc": USCC,
    "contact_name": "林晓",
    "email": "lin@example.com",
    "industry": "",
    "address": "",
    "phone": "",
}
WISH = {"amount": "80000", "monthly": "40000", "days": "60", "purpose": "adhesives"}


def begin(client: Client) -> Application:
    assert client.post(reverse("portal:start")).status_code == HTTPStatus.FOUND
    for step, typed in ((1, COMPANY), (2, WISH)):
        assert client.post(reverse("portal:step", args=[step]), typed).url == reverse("portal:step", args=[step + 1])
    return Application.objects.get()


def hand_in(client: Client, content: bytes = b"%PDF-1.7 licence") -> None:
    file = SimpleUploadedFile("licence.pdf", content)
    client.post(reverse("portal:papers"), {"paper": "business_licence", "file": file})


def send(client: Client) -> str:
    return client.post(reverse("portal:send"), dict.fromkeys(("truth", "enquiry", "personal"), "yes")).url


@pytest.fixture
def sent(client: Client) -> Application:
    begin(client)
    hand_in(client)
    assert send(client) == reverse("portal:done")
    return Application.objects.get()


def test_nothing_is_sent_while_a_paper_or_a_consent_is_missing(client: Client) -> None:
    begin(client)
    assert client.post(reverse("portal:send"), {"truth": "yes"}).url == reverse("portal:step", args=[4])
    said = client.get(reverse("portal:step", args=[4])).context["stops"]
    assert (len(said), Application.objects.get().submitted_at) == (2, None)


def test_what_names_a_person_lies_sealed(client: Client) -> None:
    kept = bytes(begin(client).contact or b"")
    assert (b"lin@example" in kept, "林晓".encode() in kept, "林晓" in str(Application.objects.get().answers)) == (
        False,
        False,
        False,
    )


def test_an_application_goes_on_in_another_browser_by_its_code_and_no_other(client: Client) -> None:
    begin(client)
    code = client.session["code"]
    other = Client()
    assert "fault" in other.post(reverse("portal:resume"), {"code": "AAAA-BBBB"}).context
    assert other.get(reverse("portal:step", args=[1])).url == reverse("portal:start")
    other.post(reverse("portal:resume"), {"code": code.lower()})
    assert other.session["code"] == code  # shown as it was given, however it was typed
    assert other.get(reverse("portal:step", args=[1])).context["form"]["name"].value() == "新霁生物"


def test_guessing_codes_is_slowed_down(client: Client) -> None:
    answers = [client.post(reverse("portal:resume"), {"code": f"GUESS{n}"}).status_code for n in range(7)]
    assert answers == [200] * 5 + [429] * 2


def test_an_amount_is_read_however_the_applicant_writes_it(client: Client) -> None:
    begin(client)
    typed = WISH | {"amount": "１００，０００", "monthly": "40 000.50"}
    assert client.post(reverse("portal:step", args=[2]), typed).status_code == HTTPStatus.FOUND
    kept = Application.objects.get().answers
    assert (kept["amount"], kept["monthly"]) == ("100000", "40000.50")


@pytest.mark.parametrize(("country", "typed"), [("CN", ""), ("CN", f"{USCC[:-1]}?"), ("XX", "HRB 12345")])
def test_a_code_that_would_stop_the_application_at_its_end_is_told_where_it_is_typed(
    client: Client, country: str, typed: str
) -> None:
    client.post(reverse("portal:start"))
    page = client.post(reverse("portal:step", args=[1]), COMPANY | {"country": country, "uscc": typed})
    assert [*page.context["form"].errors] == ["uscc"]


def test_a_code_is_kept_as_it_is_written_and_finds_its_customer_however_it_is_typed(client: Client) -> None:
    customers.open_file(draft=CustomerDraft("C1", "云汀精工", today(), uscc=USCC), actor=MACHINE)
    client.post(reverse("portal:start"))
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in USCC.lower())
    client.post(reverse("portal:step", args=[1]), COMPANY | {"uscc": f" {wide[:8]} {wide[8:]}"})
    found = Application.objects.get()
    known = customer_like(application=found)
    assert (found.answers["uscc"], known.number if known else "") == (USCC, "C1")


def test_the_last_step_says_the_amount_as_figures_are_written_here(client: Client) -> None:
    begin(client)
    assert ">80,000.00<" in client.get(reverse("portal:step", args=[4])).content.decode()


def test_whoever_hands_in_nothing_is_told_so(client: Client) -> None:
    begin(client)
    client.post(reverse("portal:papers"), {"paper": "business_licence"})
    assert len(client.get(reverse("portal:step", args=[3])).context["stops"]) == 1


def test_a_program_is_not_taken_as_a_paper(client: Client) -> None:
    begin(client)
    hand_in(client, b"MZ\x90\x00 not a paper")
    assert Application.objects.get().papers.count() == 0


def test_what_was_sent_is_not_changed_any_more(client: Client, sent: Application) -> None:
    assert client.get(reverse("portal:step", args=[1])).url == reverse("portal:done")
    assert send(client) == reverse("portal:done")


def test_taking_it_up_opens_the_file_with_its_papers_and_leads_to_the_request(
    client: Client, sent: Application
) -> None:
    client.force_login(somebody("wang", "credit_manager"))
    listed = client.get(reverse("granting:applications")).content.decode()
    assert f'<a href="{reverse("granting:application", args=[sent.pk])}">新霁生物</a>' in listed
    answer = client.post(reverse("granting:take_up", args=[sent.pk]))
    customer = Customer.objects.get(uscc=USCC)
    assert answer.url.startswith(f"{reverse('limits:customer', args=[customer.pk])}?value=80000&credit_days=60")
    assert [paper.type for paper in Document.objects.filter(customer=customer)] == ["business_licence"]
    assert client.get(answer.url).context["form"]["value"].value() == "80000"


def test_the_file_is_opened_in_the_currency_that_was_asked_in(client: Client) -> None:
    opened = founding()
    company_founded.open_company(
        founding=replace(opened, company=Company("Yanshi", "en", "EUR")), actor=MACHINE, today=today()
    )
    begin(client)
    hand_in(client)
    send(client)
    staff = acting(somebody("wang", "credit_manager"))
    pk = Application.objects.get().pk
    assert credit_applied_for.take_up(application_id=pk, today=today(), actor=staff).currency == "EUR"


def test_the_applicant_reads_that_the_answer_was_sent_once_it_was(client: Client, sent: Application) -> None:
    staff = acting(somebody("wang", "credit_manager"))
    customer = credit_applied_for.take_up(application_id=sent.pk, today=today(), actor=staff)
    told = [client.get(reverse("portal:done")).context["is_answered"]]
    letter = trays.Envelope("decision", customer.pk, "lin@example.com", "林晓", "en", "Decision", "80,000", "", None)
    trays.queue_letter(envelope=letter, actor=staff)
    assert [*told, client.get(reverse("portal:done")).context["is_answered"]] == [False, True]


def test_declining_tells_the_applicant_why_and_happens_once(client: Client, sent: Application) -> None:
    client.force_login(somebody("wang", "credit_manager"))
    address = reverse("granting:decline", args=[sent.pk])
    client.post(address, {"reason": ""})
    for _attempt in range(2):
        client.post(address, {"reason": "too young a company"})
    letter = Letter.objects.get(kind="decision")
    assert (letter.recipient, "too young a company" in letter.body) == ("lin@example.com", True)
    assert Entry.objects.filter(act="application.declined").count() == 1


def test_an_application_is_erased_three_years_after_it_ended_and_not_a_day_before(
    client: Client, sent: Application
) -> None:
    staff = acting(somebody("wang", "credit_manager"))
    credit_applied_for.decline(application_id=sent.pk, reason="no consent of the owner", today=today(), actor=staff)
    last = add_months(today(), 36)
    erased = [credit_applied_for.erase_old(today=last + timedelta(days=more), actor=MACHINE) for more in (0, 1, 2)]
    sent.refresh_from_db()
    assert (erased, sent.answers, sent.contact, sent.papers.count()) == ([0, 1, 0], {}, None, 0)
    assert Entry.objects.filter(act="application.erased").count() == 1
    assert client.get(reverse("portal:done")).url == reverse("portal:start")


def test_the_list_needs_the_same_queries_for_one_and_three(client: Client, sent: Application) -> None:
    client.force_login(somebody("wang", "credit_manager"))
    address, counted = reverse("granting:applications"), []
    client.get(address)
    for rows in (1, 3):
        Application.objects.bulk_create(
            Application(code_digest=f"{n}", language="en", answers={"name": f"C{n}"}, submitted_at=sent.submitted_at)
            for n in range(rows - Application.objects.count())
        )
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).context["listing"].count == rows
        counted.append(len(asked))
    assert counted[0] == counted[1]
