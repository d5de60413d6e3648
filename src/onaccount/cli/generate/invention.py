"""
Invented customers and their dealings, one customer at a time, the same for the same seed.

Terms: payer 付款习惯 (early, punctual, slow, bad), claim 应收, part payment 部分付款. Amounts are whole fen. No company is real:
every name carries an invented place, every code lies in a division that was never assigned.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, pairwise
from random import Random

from onaccount.kernel.identity import make_uscc

PLACES = ("澄州", "岚江", "望川", "砚溪", "云泊", "霁城", "苍洲", "鹭陵")
FIRST, SECOND = "云木望鹭谷新砚泊曜苍旧澜景禾启栖岑沐朗知", "汀棠川屿野霁桥宁川霖渡庭明丰源梧溪泽和远"
TRADES = (
    "精工",
    "家居",
    "铸业",
    "电气",
    "农机",
    "生物",
    "建设",
    "商贸",
    "汽配",
    "化工",
    "包装",
    "物流",
    "塑业",
    "仪表",
)
FORMS = ("有限公司", "股份有限公司", "科技有限公司", "实业有限公司")
PAYERS = ((-3, 3, 30), (2, 6, 35), (18, 12, 25), (55, 30, 10))  # mean delay, its spread, share in percent
TERMS = (30, 30, 60, 90)
SPAN = 720  # days of history
PER_PAYMENT = 3


@dataclass(slots=True)
class Claim:
    """An invoice: in fen, what of it is paid, and when."""

    amount: int
    document_date: date
    due_date: date
    paid: int = 0


@dataclass(slots=True)
class Receipt:
    """A payment, the claims it settles with how much of each, and what stays unapplied."""

    received_date: date
    parts: list[tuple[Claim, int]]
    unapplied: int


@dataclass(slots=True)
class Sale:
    """An open order and what of it has left but is not invoiced."""

    amount: int
    order_date: date
    ship_date: date
    delivered: int


@dataclass(slots=True)
class Company:
    """One invented customer with all its dealings."""

    number: str
    name: str
    uscc: str
    opened_on: date
    claims: list[Claim] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    credits: list[Claim] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)


def companies(*, customers: int, items: int, seed: int, as_of: date) -> Iterator[Company]:
    """Invent the customers one after another; together they have exactly so many claims."""
    random = Random(seed)  # noqa: S311 an invention, not a secret
    shares = [random.paretovariate(1.4) for _ in range(customers)]
    whole = sum(shares)
    ends = [0, *(round(items * sum_so_far / whole) for sum_so_far in accumulate(shares))]
    for position, (start, end) in enumerate(pairwise(ends), start=1):
        yield _company(random, position, end - start, as_of)


def _company(random: Random, position: int, claims: int, as_of: date) -> Company:
    place, trade, form = random.choice(PLACES), random.choice(TRADES), random.choice(FORMS)
    company = Company(
        number=f"G{position:06d}",
        name=f"{place}{random.choice(FIRST)}{random.choice(SECOND)}{trade}{form}",
        uscc=make_uscc(authority="91", region="990000", organisation=f"G{position:07d}"),
        opened_on=as_of - timedelta(days=SPAN + random.randrange(2000)),
    )
    company.claims = sorted(
        (_claim(random, as_of) for _ in range(claims)), key=lambda claim: (claim.due_date, claim.document_date)
    )
    company.receipts = list(_receipts(random, company.claims, as_of))
    company.credits = [_credit(random, as_of) for _ in range(claims // 80)]
    company.sales = [_sale(random, as_of) for _ in range(random.randrange(4))]
    return company


def _claim(random: Random, as_of: date) -> Claim:
    document_date = as_of - timedelta(days=random.randrange(SPAN))
    amount = max(100, int(random.lognormvariate(14.0, 1.1)))
    return Claim(amount, document_date, document_date + timedelta(days=random.choice(TERMS)))


def _receipts(random: Random, claims: list[Claim], as_of: date) -> Iterator[Receipt]:
    mean, spread, _ = random.choices(PAYERS, [share for _, _, share in PAYERS])[0]
    for start in range(0, len(claims), PER_PAYMENT):
        group = claims[start : start + PER_PAYMENT]
        earliest = max(claim.document_date for claim in group)
        received = max(earliest, group[-1].due_date + timedelta(days=round(random.gauss(mean, spread))))
        if received <= as_of:
            yield _receipt(random, group, received)


def _receipt(random: Random, group: list[Claim], received: date) -> Receipt:
    for claim in group:
        claim.paid = claim.amount
    if random.random() < 0.06:
        group[-1].paid = group[-1].amount * random.randrange(20, 90) // 100
    extra = random.randrange(1, 500_000) if random.random() < 0.02 else 0
    return Receipt(received, [(claim, claim.paid) for claim in group if claim.paid], extra)


def _credit(random: Random, as_of: date) -> Claim:
    day = as_of - timedelta(days=random.randrange(90))
    return Claim(-random.randrange(1_000, 2_000_000), day, day)


def _sale(random: Random, as_of: date) -> Sale:
    amount = max(100, int(random.lognormvariate(14.3, 1.0)))
    ordered = as_of - timedelta(days=random.randrange(20))
    delivered = amount * random.randrange(10, 90) // 100 if random.random() < 0.3 else 0
    return Sale(amount, ordered, ordered + timedelta(days=random.randrange(1, 40)), delivered)
