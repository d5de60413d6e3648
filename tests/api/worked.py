"""A company told over the interface in one word each, on a day of one's own: for worked cases."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.api.conftest import Machine
from tests.credit import a_policy, grant, person
from tests.ledger import a_customer
from tests.people import MACHINE, acting

from onaccount.customers.models import Customer
from onaccount.lifecycle import group_joined, supply_stopped
from onaccount.limits.rules import Reach, SuspensionKind
from onaccount.office.clock import queries as clock
from onaccount.office.clock.models import SampleClock
from onaccount.office.policy import actions as policies
from onaccount.office.rates import actions as rates
from onaccount.ordercheck.rules import Mode, Policy, RuleSetting, as_json
from onaccount.trade import actions as trade


class World:
    """What an integration and a credit manager do, call by call; under these rules alone, or under those of `a_policy`."""

    def __init__(self, *rules: RuleSetting, **policy: Any) -> None:
        if rules:
            content = as_json(Policy(number=1, mode=Mode.LIVE, rules=rules))
            policies.settle(kind="ordercheck", content=content, note="", active_from=clock.today(), actor=MACHINE)
        else:
            a_policy(**policy)
        trade.default_segment()
        self.erp, self.manager = Machine("integration"), Machine("credit_manager", name="manager")
        self.companies: dict[str, Customer] = {}

    def day(self, days: int = 0) -> str:
        return (clock.today() + timedelta(days=days)).isoformat()

    def go_to(self, day: date) -> None:
        SampleClock.objects.update_or_create(pk=1, defaults={"days_ahead": 0})
        SampleClock.objects.update(days_ahead=(day - clock.today()).days)

    def company(self, number: str = "C1", limit: str | None = "", *, under: str = "", **more: Any) -> Customer:
        found = self.companies[number] = a_customer(number, name=number)
        if under:
            group_joined.join_group(
                customer=found, parent=Customer.objects.get(number=under), actor=MACHINE, today=clock.today()
            )
            found.refresh_from_db()
        if limit != "":
            self.limit(number, limit, **more)
        return found

    def limit(self, number: str, value: str | None, **more: Any) -> None:
        grant(Customer.objects.get(number=number), value, today=clock.today(), **more)

    def group_limit(self, number: str, value: str, **more: Any) -> None:
        self.limit(number, value, reach=Reach.GROUP, **more)

    def rate(self, kind: str, value: str) -> None:
        rates.enter_rate(
            kind=kind, value=Decimal(value), valid_from=clock.today(), source="bank", is_sure=False, actor=MACHINE
        )

    def body(self, number: str, amount: str, **more: Any) -> dict[str, Any]:
        said = {"customer": "C1", "number": number, "amount": amount, "order_date": self.day(), "ship_date": self.day()}
        return said | more

    def tries(self, amount: str, **more: Any) -> list[str] | str:
        """What a dry run says: `released`, or the reasons."""
        return self._said(self.erp.call("POST", "/orders/check", self.body("TRY", amount, **more)))

    def place(self, number: str, amount: str, **more: Any) -> list[str] | str:
        return self._said(self.erp.post("/orders", self.body(number, amount, **more)))

    def ship(self, order: str, number: str, amount: str, **more: Any) -> list[str] | str:
        goods = {"number": number, "amount": amount, "delivery_date": self.day(), **more}
        return self._said(self.erp.post(f"/orders/{order}/deliveries", goods))

    def invoice(self, order: str, number: str, amount: str, **more: Any) -> None:
        bill = {"number": number, "amount": amount, "document_date": self.day(), **more}
        self.does(f"/orders/{order}/invoices", bill)

    def pay(self, number: str, amount: str, **more: Any) -> None:
        self.does(
            "/payments", {"customer": "C1", "number": number, "amount": amount, "received_date": self.day(), **more}
        )

    def bill(self, number: str, amount: str, by: str = "commercial", days: int = 90) -> int:
        said = {"customer": "C1", "number": number, "amount": amount, "received_date": self.day()}
        said |= {"due_date": self.day(days), "acceptor": "Somebody", "acceptor_class": by}
        return int(self.does("/bills", said)["id"])

    def cover(self, value: str, **more: Any) -> None:
        paper = {"kind": "guarantee", "value": value, "valid_from": self.day(), "giver": "Bank"} | more
        self.notes("/customers/C1/covers", paper)

    def does(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What machines report; it must be taken."""
        return self._taken(self.erp.post(path, body))

    def notes(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What a credit manager notes; it must be taken."""
        return self._taken(self.manager.post(path, body))

    def free(self, number: str = "C1", place: int = 0) -> str | None:
        return self.manager.get(f"/customers/{number}/exposure").json()[place]["free"]

    def used(self, number: str = "C1", place: int = 0) -> str:
        return str(self.manager.get(f"/customers/{number}/exposure").json()[place]["used"])

    def status(self, number: str) -> str:
        return str(self.erp.get(f"/orders/{number}").json()["status"])

    def stop(self, number: str, kind: SuspensionKind) -> None:
        boss = acting(person("head", "credit_manager"))
        supply_stopped.suspend(customer=Customer.objects.get(number=number), kind=kind, reason="court", actor=boss)

    def _taken(self, answer: Any) -> dict[str, Any]:
        assert answer.status_code in (200, 201), answer.content
        found: dict[str, Any] = answer.json()
        return found

    def _said(self, answer: Any) -> list[str] | str:
        told = answer.json()
        if answer.status_code not in (200, 201):
            return str(told.get("code", told))
        return "released" if told["status"] == "released" else [each["rule"] for each in told["reasons"]]
