"""ERP systems that place one order after another while the product is under fire."""

import http.client
import threading
import time

from tests.fire.product import Product

SHORT_WAY = "/orders/check"
PATHS = ("/orders", SHORT_WAY)


class Caller(threading.Thread):
    """Never gives an order up: the same key until somebody answers. Every second caller takes the short way of the check."""

    def __init__(self, product: Product, number: int, *, customers: int) -> None:
        super().__init__(daemon=True)
        self.product, self.number, self.customers = product, number, customers
        self.path = PATHS[number % len(PATHS)]
        self.answers: dict[str, dict[str, object]] = {}
        self.refused: list[tuple[str, int, object]] = []
        self.latest_asked_at = 0.0
        self.is_done = threading.Event()

    def run(self) -> None:
        for count in range(1_000_000):
            if self.is_done.is_set():
                return
            self._place(f"{self.number}-{count}", customer=f"C{count % self.customers}")

    def _place(self, name: str, *, customer: str) -> None:
        body = order(name, customer=customer, amount="1.00") | ({"dry_run": False} if self.path == SHORT_WAY else {})
        while True:
            asked_at = time.monotonic()
            try:
                status, answer = self.product.post(self.path, body, key=name)
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
                continue
            if status < 500:
                break
            time.sleep(0.02)
        if status in {200, 201}:
            self.answers[name] = answer
        else:
            self.refused.append((name, status, answer))
        self.latest_asked_at = asked_at


def order(name: str, *, customer: str, amount: str) -> dict[str, object]:
    """An order of today as the interface takes it."""
    today = time.strftime("%Y-%m-%d")
    return {"customer": customer, "number": name, "amount": amount, "order_date": today, "ship_date": today}
