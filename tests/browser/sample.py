"""A little of everything the desk can show, made through the same actions as the real thing."""

from datetime import timedelta
from decimal import Decimal

from tests.credit import a_policy, grant, person, place
from tests.intake import csv, taken
from tests.ledger import ME, a_customer, an_account, an_invoice, an_order
from tests.people import TODAY, acting, somebody
from tests.sheets import FIRST_YEAR, SECOND_YEAR, a_draft

from onaccount.assessment.rules import GradeDraft
from onaccount.assessment.rules.asking import AnswerDraft
from onaccount.cover.rules import CoverDraft, CoverKind
from onaccount.customers import actions as customers
from onaccount.customers.models import Contact, Customer
from onaccount.customers.rules import ContactDraft, DetailKind
from onaccount.customers.rules.facts import FactDraft
from onaccount.customers.rules.papers import PaperDraft
from onaccount.kernel.reasons import Reason
from onaccount.lifecycle import (
    cover_recorded,
    credit_applied_for,
    customer_assessed,
    demand_sent,
    details_changed,
    dispute_raised,
    dunning_letter_sent,
    file_policy_changed,
    grade_given,
    granting_changed,
    granting_tried,
    limit_requested,
    listing_placed,
    note_written,
    policy_simulated,
    portfolio_assessed,
    promise_made,
    questions_answered,
    review_date_set,
    scorecard_changed,
    statements_imported,
    supply_stopped,
    webhooks_changed,
)
from onaccount.limits.models import JournalLine, Suggestion
from onaccount.limits.queries import Wish
from onaccount.limits.rules import (
    Answers,
    Asked,
    Dimension,
    Expiry,
    LimitType,
    ListingDraft,
    ListingKind,
    Reach,
    SuspensionKind,
    WishKind,
)
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Subject
from onaccount.office.trays.models import Letter
from onaccount.office.trays.webhooks.rules import EVENTS, NewEndpoint
from onaccount.office.work.models import Work
from onaccount.trade import actions as trade
from onaccount.trade.models import Item, Order
from onaccount.trade.rules import BillDraft, DemandDraft, DisputeCause, DisputeDraft, Method, PromiseDraft, RebateDraft

EVERY_DESK = ("administrator", "credit_manager", "executive", "collector", "order_clerk", "cashier")


def a_desk() -> tuple[Person, dict[str, object]]:
    """Somebody who may see everything, and what stands in an address under each name."""
    reader = somebody("lihui", *EVERY_DESK)
    customer = _a_late_customer(reader)
    held = place(customer, "O2", "900000")
    letter = _written_to(customer)
    request = _asked_for_more()
    granting_changed.begin_granting(active_from=TODAY, actor=acting(reader))
    note_written.write_note(subject=_about(customer), text="answers on Fridays", actor=acting(reader), today=TODAY)
    task = note_written.give_task(
        subject=_about(customer), title="call", assignee=reader, due_date=TODAY, actor=acting(reader), today=TODAY
    )
    return reader, {
        "number": customer.number,
        "granting:number": 1,
        "application_id": _applied(),
        **_wished(customer, reader),
        "customer_id": customer.pk,
        "letter_id": letter.pk,
        "request_id": request.pk,
        "person_id": reader.pk,
        "task_id": task.pk,
        "line_id": JournalLine.objects.latest("pk").pk,
        "entry_id": Entry.objects.latest("pk").pk,
        "order_id": held.order_id,
        **_documents(customer, held.order_id),
        "reference": held.reference,
        "run_id": taken(csv("C1,云汀精工,I9,2026-03-01,2026-03-31,CNY,100")).pk,
        "code": "analyst",
        "settings:code": "main",
        "kind": "customer",
        "subject_id": customer.pk,
        **_standing_of(customer, reader),
        "imports:kind": "open_items",
        **_on_file(customer, reader),
        "policies:number": 1,
        "simulation_id": _tried(reader),
        "calculator": "late_interest",
        "endpoint_id": _listening(reader),
        **_assessed(customer, reader),
    }


def _applied() -> int:
    """A company that asked for credit by the online form."""
    begun, _code = credit_applied_for.begin(language="zh-hans", actor=ME)
    contact = {"name": "林晓", "email": "lin@example.com", "phone": ""}
    answers = {"name": "新霁生物", "country": "DE", "amount": "20000", "monthly": "5000", "days": "30"}
    credit_applied_for.fill_in(application_id=begun.pk, answers=answers, contact=contact)
    credit_applied_for.hand_in(
        application_id=begun.pk, paper="business_licence", file_name="licence.pdf", content=b"%PDF-1.7 licence"
    )
    consents = dict.fromkeys(("truth", "enquiry", "personal"), "yes")
    credit_applied_for.send(application_id=begun.pk, consents=consents, today=TODAY, actor=ME)
    return begun.pk


def _wished(customer: Customer, reader: Person) -> dict[str, object]:
    """A request begun in steps, a change suggested, and the granting policy tried on everybody."""
    answers = Answers(Decimal(500), 30, None, "more orders")
    draft = limit_requested.begin_draft(customer=customer, kind=WishKind.LIMIT, answers=answers, actor=acting(reader))
    suggestion = Suggestion.objects.create(
        group=customer.group,
        customer=customer,
        kind="raise",
        currency="CNY",
        standing=Decimal(1000),
        amount=Decimal(1200),
        days=30,
        reason=Reason("granting.better_grade").as_json(),
        made_on=TODAY,
    )
    granting_tried.ask_for_trial(number=1, actor=acting(reader), today=TODAY)
    granting_tried.carry_out(work_id=Work.objects.latest("pk").pk)
    return {"draft_id": draft.pk, "limits:step": 2, "suggestion_id": suggestion.pk}


def _standing_of(customer: Customer, reader: Person) -> dict[str, object]:
    """A row of everything a customer's standing can show."""
    by = {"actor": acting(reader), "today": TODAY}
    item = Item.objects.filter(customer=customer, open_amount__gt=0).earliest("pk")
    dispute = DisputeDraft(DisputeCause.QUANTITY, None, TODAY, "two pallets short")
    promise = PromiseDraft(TODAY, "王芳", TODAY + timedelta(days=3), "")
    cover = CoverDraft(CoverKind.DEPOSIT, Decimal(5000), "CNY", Decimal(100), False, TODAY, None, "客户", "DP-1")
    listing = ListingDraft(ListingKind.NEGATIVE, "court list", "enforcement", TODAY, None)
    grade_given.give_grade(customer=customer, draft=GradeDraft("BB", TODAY, None, "visit", ""), **by)
    details_changed.change_detail(customer=customer, kind=DetailKind.SHIP_TO, value="Dock 3", told_by="mail", **by)
    review_date_set.set_review_date(customer=customer, review_date=TODAY, reason="", **by)
    return {
        "cover_id": cover_recorded.record_cover(customer=customer, draft=cover, **by).pk,
        "dispute_id": dispute_raised.raise_dispute(item=item, draft=dispute, **by).pk,
        "promise_id": promise_made.make_promise(items=[item], draft=promise, **by)[0].pk,
        "demand_id": demand_sent.record_demand(items=[item], draft=DemandDraft(2, TODAY, ""), **by)[0].pk,
        "listing_id": listing_placed.put_on_list(customer=customer, draft=listing, **by).pk,
    }


def _assessed(customer: Customer, reader: Person) -> dict[str, object]:
    """A scoring of the customer, answers that lift it, and a run over everybody."""
    by = {"actor": acting(reader), "today": TODAY}
    questions_answered.answer_questions(customer=customer, drafts=[AnswerDraft("owner", Decimal(7), "visit")], **by)
    scoring = customer_assessed.assess(customer=customer, card_code=None, notches=0, remark="", **by)
    portfolio_assessed.ask_for_assessment(**by)
    draft = scorecard_changed.draft_card(code="own_experience", note="", **by)
    trial = portfolio_assessed.ask_for_trial(code="own_experience", number=draft.number, **by)
    return {
        "scoring_id": scoring.pk,
        "assessments:run_id": trial.pk,
        "assessments:code": "own_experience",
        "version_number": draft.number,
    }


def _documents(customer: Customer, order_id: int) -> dict[str, object]:
    """An item, a bill and goods that left, as the pages of documents name them."""
    order = Order.objects.get(pk=order_id)
    gone = trade.deliver(order=order, number="D1", amount=Decimal(100), delivery_date=TODAY, actor=ME)
    draft = BillDraft("B1", Decimal(500), TODAY, TODAY, "望川银行", "commercial")
    bill = trade.receive_bill(
        draft=draft, account=order.account, chosen=(), method=Method.OLDEST_DUE, percent=Decimal(100), actor=ME
    )
    item = Item.objects.filter(customer=customer, open_amount__gt=0).latest("pk")
    earned = RebateDraft("RB1", "AG-1", TODAY, TODAY + timedelta(days=1), Decimal(5), TODAY)
    rebate = trade.accrue_rebate(
        draft=earned,
        customer=customer,
        segment=order.account.segment,
        currency=order.currency,
        today=TODAY,
        actor=ME,
    )
    return {"item_id": item.pk, "bill_id": bill.pk, "delivery_id": gone.pk, "rebate_id": rebate.pk}


def _about(customer: Customer) -> Subject:
    return Subject("customer", customer.pk, customer.pk, customer.group_id)


def _a_late_customer(reader: Person) -> Customer:
    """Items of every age, orders, a limit and a standing hold."""
    a_policy()
    account = an_account("C1")
    for number, age in enumerate((0, 20, 50, 80, 200), start=1):
        an_invoice(account, f"{number}2345.67", number=f"I{number}", dated=TODAY - timedelta(days=age))
    grant(account.customer, "300000")
    an_order(account, "8000", number="O0")
    place(account.customer, "O1", "5000")
    supply_stopped.suspend(
        customer=account.customer, kind=SuspensionKind.PREPAY_ONLY, reason="promise broken", actor=acting(reader)
    )
    return account.customer


def _written_to(customer: Customer) -> Letter:
    draft = ContactDraft(Contact.Purpose.PAYMENT, "王芳", email="pay@example.org")
    customers.add_contact(customer=customer, draft=draft, actor=ME)
    return dunning_letter_sent.send_dunning_letter(
        customer=customer, company="Yanshi", currency="CNY", language="en", actor=ME, today=TODAY
    )


def _asked_for_more() -> Request:
    """A first limit that an analyst asked for and nobody has answered."""
    customer = a_customer("C2", name="砚石新材料")
    asked = Asked(
        dimension=Dimension.EXPOSURE,
        is_temporary=False,
        type=LimitType.AMOUNT,
        value=Decimal(200000),
        currency="CNY",
        valid_from=TODAY,
        valid_to=None,
        expiry=Expiry.NOTHING,
        fall_back=None,
        corrects=None,
        reason="first orders",
    )
    wish = Wish(customer, None, Reach.OWN, asked, frozenset())
    return limit_requested.request_limits(wishes=[wish], actor=acting(person("analyst", "analyst")), today=TODAY)


def _on_file(customer: Customer, reader: Person) -> dict[str, object]:
    """A fact, a paper and two years of statements, and a draft of what a file must hold."""
    draft = FactDraft("tax_credit", {"tax_grade": "A"}, "tax office", TODAY, None, None)
    fact = customers.add_fact(customer=customer, draft=draft, today=TODAY, actor=ME)
    paper = PaperDraft("business_licence", "licence", "licence.pdf", b"%PDF-1.7", TODAY, None)
    document = customers.keep_paper(customer=customer, draft=paper, today=TODAY, actor=ME)
    for end in (FIRST_YEAR, SECOND_YEAR):
        customers.take_in_statement(customer=customer, draft=a_draft(end=end), today=TODAY, actor=ME)
    needs = file_policy_changed.draft_needs(today=TODAY, note="stricter", actor=acting(reader))
    return {
        "fact_id": fact.pk,
        "document_id": document.pk,
        "file:kind": "registration",
        "file:language": "en",
        "edition": needs.number,
        "file:run_id": statements_imported.ask_for_import(
            files=[("a.csv", b"x")], received_on=TODAY, reason="", actor=acting(reader), today=TODAY
        ).pk,
    }


def _listening(reader: Person) -> int:
    """An address that hears of events, on a host allowed by hand."""
    webhooks_changed.allow_host(host="127.0.0.1:9", reason="test", actor=acting(reader))
    new = NewEndpoint("ERP", "http://127.0.0.1:9/in", EVENTS)
    return int(webhooks_changed.add_endpoint(new=new, actor=acting(reader))[0].pk)


def _tried(reader: Person) -> int:
    """A version of the policy tried on past orders."""
    asked = policy_simulated.ask_to_simulate(number=1, first_day=TODAY, today=TODAY, actor=acting(reader))
    assert asked.work is not None
    policy_simulated.carry_out(work_id=asked.work.pk)
    return int(asked.pk)
