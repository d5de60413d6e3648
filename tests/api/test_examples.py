"""Every example of a body in the document works as it stands: sent one after another they are the story of one order."""

from itertools import count
from typing import Any

import pytest
from django.utils import timezone
from tests.api.conftest import Machine
from tests.api.test_document import shape_of
from tests.credit import a_policy, grant
from tests.ledger import a_customer
from tests.people import somebody

from onaccount.api.urls import api
from onaccount.office.access.models import Role
from onaccount.office.clock import queries as clock
from onaccount.ordercheck.rules import ReleaseDiscipline
from onaccount.trade import actions as trade

pytestmark = pytest.mark.django_db
KEYS = count(1)
CUSTOMER, OTHER, ORDER, DELIVERY, INVOICE = "C1002", "C1009", "SO-2026-0077", "DN-2026-0101", "INV-2026-0500"
AGAIN = {"milestones": [], "credit_days": 30}


class Story:
    """Sends examples as they stand in the document, or with so much of them changed, under names that exist here."""

    def __init__(self) -> None:
        self.document = api.get_openapi_schema()
        roles = [role.code for role in Role.objects.exclude(code="portal_customer")]
        self.maker, self.checker = Machine(*roles, name="erp"), Machine(*roles, name="checker")
        self.told: set[tuple[str, str]] = set()

    def send(self, method: str, path: str, *ids: object, who: Machine | None = None, **more: Any) -> dict[str, Any]:
        """One call; its names in braces are filled in from left to right."""
        self.told.add((method, path))
        body = self.example(self.document["paths"][f"/api/v1{path}"][method].get("requestBody"))
        address = path
        for each in ids:
            address = address[: address.index("{")] + str(each) + address[address.index("}") + 1 :]
        sent = None if body is None else body | more
        answer = (who or self.maker).call(method.upper(), address, sent, key=f"story-{next(KEYS)}")
        assert answer.status_code in {200, 201}, (method, address, sent, answer.json())
        return answer.json()

    def example(self, asked: dict[str, Any] | None) -> dict[str, Any] | None:
        """The example of a body: of the whole, or of each field that has one."""
        if asked is None:
            return None
        content = asked["content"]["application/json"]
        shape = shape_of(content["schema"], self.document)
        if found := shape.get("examples"):
            return dict(found[0])
        fields = shape["properties"].items()
        return {name: field["examples"][0] for name, field in fields if field.get("examples")}


@pytest.fixture
def story() -> Story:
    a_policy(release=ReleaseDiscipline(reason_codes=("payment_promised",)))
    trade.default_segment()
    for number in (CUSTOMER, OTHER):
        grant(a_customer(number), "1500000", today=clock.today())
    somebody("mo", "analyst")
    return Story()


def test_an_order_goes_its_way(story):
    story.send("post", "/orders/check")
    story.send("post", "/quotes")
    story.send("put", "/quotes/{number}", ORDER)
    story.send("post", "/quotes/{number}/accept", ORDER)
    story.send("post", "/orders/{number}/check/change", ORDER)
    story.send("put", "/orders/{number}", ORDER)
    story.send("post", "/orders/{number}/prepayments", ORDER)
    story.send("post", "/orders/{number}/check", ORDER)
    story.send("post", "/orders/{number}/checkpoints", ORDER)
    story.send("post", "/orders/{number}/deliveries", ORDER)
    story.send("post", "/orders/{number}/invoices", ORDER)
    to_come = {"promises": {"promised_date": "2199-03-31"}}  # the example's own day passes, and the promise with it
    for noted in ("disputes", "promises", "demands"):
        (fact,) = story.send("post", f"/customers/{{number}}/{noted}", CUSTOMER, **to_come.get(noted, {}))["ids"]
        story.send("post", f"/customers/{{number}}/{noted}/{{fact}}/end", CUSTOMER, fact)
    story.send("post", "/orders/{number}/returns", ORDER)
    story.send("post", "/payments")
    rows = story.maker.get(f"/customers/{CUSTOMER}/invoices/{INVOICE}/settlements").json()["settlements"]
    undone = next(
        row["id"] for row in rows if row["kind"] == "allocation" and row["against"].startswith("BANK-20261121")
    )
    story.send(
        "post", "/customers/{number}/invoices/{invoice}/settlements/{settlement}/reverse", CUSTOMER, INVOICE, undone
    )


def test_one_after_another_orders_are_held_and_go_on(story):
    story.send("post", "/orders", number="SO-0", amount="1400000.00", **AGAIN)
    story.send("post", "/orders/check/batch")
    story.send("post", "/orders/{number}/release-requests", ORDER)
    story.send("post", "/orders/{number}/release", ORDER, who=story.checker)
    story.send("post", "/orders", number="SO-1", **AGAIN)
    story.send("post", "/orders/{number}/release-part", "SO-1", who=story.checker)
    story.send("post", "/orders", number="SO-2", **AGAIN)
    story.send("post", "/orders/{number}/part", "SO-2")
    story.send("post", "/orders/{number}/reasons/{rule}/waive", "SO-2", "total_limit", who=story.checker)
    story.send("post", "/orders", number="SO-3", **AGAIN)
    story.send("post", "/orders/{number}/reject", "SO-3")
    story.send("put", "/orders/{number}/payer", "SO-0")
    story.send("post", "/orders/{number}/deliveries", "SO-0")
    story.send("post", "/orders/{number}/deliveries/{delivery}/cancel", "SO-0", DELIVERY)
    story.send("post", "/orders/{number}/close", "SO-0")
    story.send("post", "/orders/{number}/reopen", "SO-0")
    story.send("post", "/orders/{number}/cancel", "SO-0")


def test_bills_and_papers_of_the_ledger(story):
    for place, end in enumerate(("endorse", "discount", "honour", "dishonour", "split")):
        bill = story.send("post", "/bills", number=f"B-{place}")["id"]
        story.send("post", f"/bills/{{bill}}/{end}", bill)
    story.send("post", "/credit-notes")
    for place, end in enumerate(("book", "set-off", "factoring", "settle-outside", "cancel")):
        story.send("post", "/orders", number=f"SO-{place}", amount="200000.00", **AGAIN)
        invoice = f"INV-{place}"
        more = {"number": invoice, "amount": "150000.00", "delivery": None, "booked": end != "book"}
        story.send("post", "/orders/{number}/invoices", f"SO-{place}", **more)
        papers = {"number": f"NET-{place}"} if end in {"set-off", "factoring"} else {}
        story.send("post", f"/customers/{{number}}/invoices/{{invoice}}/{end}", CUSTOMER, invoice, **papers)
    story.send("post", "/customers/{number}/rebates", CUSTOMER)
    story.send("post", "/customers/{number}/rebates/{rebate}/confirm", CUSTOMER, "RB-2026-Q3-0002")
    story.send("post", "/customers/{number}/rebates", CUSTOMER, number="RB-2")
    story.send("post", "/customers/{number}/rebates/{rebate}/withdraw", CUSTOMER, "RB-2")


def test_facts_files_and_requests(story):
    today = timezone.localdate().isoformat()
    (cover,) = story.send("post", "/customers/{number}/covers", CUSTOMER)["ids"]
    story.send("post", "/customers/{number}/covers/{fact}/end", CUSTOMER, cover)
    (listing,) = story.send("post", "/customers/{number}/listings", CUSTOMER)["ids"]
    story.send("post", "/customers/{number}/listings/{fact}/lift", CUSTOMER, listing, who=story.checker)
    story.send("post", "/customers/{number}/grades", CUSTOMER)
    story.send("post", "/customers/{number}/review-dates", CUSTOMER, review_date="2199-03-31")
    fact = story.send("post", "/customers/{number}/file/facts", CUSTOMER)["id"]
    story.send("post", "/customers/{number}/file/facts/{entry}/correct", CUSTOMER, fact, follow_up_on="2199-02-01")
    story.send("post", "/customers/{number}/file/papers", CUSTOMER)
    story.send("post", "/customers/{number}/statements", CUSTOMER)
    request = story.send("post", "/customers/{number}/limit-requests", CUSTOMER, valid_from=today)
    story.send("post", "/approvals/{approval}/offers", request["id"], who=story.checker)
    story.send("post", "/approvals/{approval}/withdraw", request["id"])
    draft = story.send("post", "/limit-drafts")["id"]
    story.send("put", "/limit-drafts/{draft}", draft)
    request = story.send("post", "/limit-drafts/{draft}/send", draft)
    story.send("post", "/approvals/{approval}/moves", request["id"], who=story.checker)
    story.send("post", "/approvals/{approval}/withdraw", request["id"])
    story.send("delete", "/limit-drafts/{draft}", story.send("post", "/limit-drafts")["id"])
    story.send("post", "/sources/{source}/reports", "ERP")
    story.send("post", "/rates")
    story.send("post", "/calc/{name}", "simple_interest")
