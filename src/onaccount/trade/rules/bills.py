"""
Bills 票据 as somebody enters them, and how much of one counts against the limit.

Terms: acceptor 承兑人, acceptor class 承兑人类别 (state and joint-stock banks 国有及股份制银行, city banks 城商行, finance companies 财务公司,
commercial acceptance 商业承兑, e-credit notes 电子债权凭证), effective term 实际账期 (credit days and the bill's remaining life).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise

from msgspec import Struct, field

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal

HUNDRED = Decimal(100)
COUNTED: Mapping[str, Decimal] = {
    "state_bank": Decimal(0),
    "city_bank": HUNDRED,
    "finance_company": HUNDRED,
    "commercial": HUNDRED,
    "e_credit": HUNDRED,
}
"""The percent of a bill that counts, by class of acceptor, until the company decides otherwise."""
CLASS_WORDS = {
    "finance_company": ("财务公司", "finance company"),
    "e_credit": ("电子债权", "供应链", "云信", "e-credit"),
    "commercial": ("商业承兑", "商承", "commercial"),
    "city_bank": ("城商", "农商", "城市商业", "农村商业", "city bank", "rural bank"),
    "state_bank": ("国有", "股份制", "state bank", "joint-stock"),
}
BILL_WORDS = ("承兑", "汇票", "银承", "商承", "票据", "bill")
LARGE_BANKS = (
    *("工商银行", "农业银行", "中国银行", "建设银行", "交通银行", "邮政储蓄银行"),
    *("招商银行", "浦发银行", "浦东发展银行", "中信银行", "光大银行", "华夏银行", "民生银行", "广发银行", "兴业银行"),
    *("平安银行", "浙商银行", "恒丰银行", "渤海银行"),
)


class BillTerms(Struct, frozen=True):
    """
    What the company decided about bills 票据政策: the percent that counts by class of acceptor, and how much it takes at most of
    one class or one acceptor 承兑人限额, in the account's currency; who is not named has no limit.
    """

    percents: Mapping[str, Decimal] = field(default_factory=lambda: COUNTED)
    class_limits: Mapping[str, Decimal] = field(default_factory=dict)
    acceptor_limits: Mapping[str, Decimal] = field(default_factory=dict)

    def percent_of(self, acceptor_class: str) -> Decimal:
        """How much of a bill of this class counts; of one that is not named all of it."""
        return self.percents.get(acceptor_class, COUNTED.get(acceptor_class, HUNDRED))


class AcceptorUse(Struct, frozen=True):
    """What we hold in bills of one acceptor, or of a class of them, against what we take of it; None: no limit was set."""

    name: str
    is_class: bool
    held: Decimal
    allowed: Decimal | None


class BillDraft(Struct, frozen=True):
    """A bill a customer pays with: who promised to pay it, and when it falls due."""

    number: str
    amount: Decimal
    received_date: date
    due_date: date
    acceptor: str
    acceptor_class: str
    intake_run: int | None = None


def is_paid_by_bill(*, method: str, acceptor: str) -> bool:
    """Whether a row of a list of payments speaks of a bill: it names an acceptor, or says so."""
    return bool(acceptor) or any(word in method.lower() for word in BILL_WORDS)


def class_of_acceptor(name: str) -> str:
    """
    The class of an acceptor by its name, as far as a name can tell; a company that is no bank accepts commercially.

    >>> class_of_acceptor("中国工商银行岚江支行"), class_of_acceptor("岚江农村商业银行"), class_of_acceptor("望川铸业有限公司")
    ('state_bank', 'city_bank', 'commercial')

    Source: the state-owned and joint-stock banks 国有大型商业银行、股份制商业银行 on the regulator's list of institutions.
    """
    if any(word in name for word in ("财务公司", "财务有限")):
        return "finance_company"
    if not any(word in name for word in ("银行", "农商", "信用社", "Bank")):
        return "commercial"
    return "state_bank" if any(word in name for word in LARGE_BANKS) else "city_bank"


def class_said(text: str) -> str | None:
    """
    The class of acceptor a cell names by its code or in words; None where it names none, as "银行承兑汇票" does not say which bank.

    >>> class_said("state_bank"), class_said("商业承兑汇票"), class_said("银行承兑汇票"), class_said("城商行")
    ('state_bank', 'commercial', None, 'city_bank')
    """
    said = text.casefold()
    return next((name for name, words in CLASS_WORDS.items() if any(word in said for word in (name, *words))), None)


def checked_bill(draft: BillDraft) -> BillDraft:
    """The bill if it may be entered. Refuses `trade.acceptor_class_unknown` and `trade.bill_due_before_received`."""
    if draft.acceptor_class not in COUNTED:
        raise Refusal("trade.acceptor_class_unknown", acceptor_class=draft.acceptor_class)
    if draft.due_date < draft.received_date:
        raise Refusal("trade.bill_due_before_received", number=draft.number, due_date=draft.due_date)
    return draft


def refuse_too_early(step_date: date, *, number: str, received_date: date) -> None:
    """Refuse `trade.bill_step_too_early` for a step of a bill on a day on which we did not have it yet."""
    if step_date < received_date:
        raise Refusal("trade.bill_step_too_early", number=number, received_date=received_date)


def checked_terms(terms: BillTerms) -> BillTerms:
    """
    The terms if the company may decide so. Refuses `trade.acceptor_class_unknown`, `trade.percent_out_of_range` and
    `trade.acceptor_limit_negative`.
    """
    for name in (*terms.percents, *terms.class_limits):
        if name not in COUNTED:
            raise Refusal("trade.acceptor_class_unknown", acceptor_class=name)
    for percent in terms.percents.values():
        if not 0 <= percent <= HUNDRED:
            raise Refusal("trade.percent_out_of_range", percent=percent)
    for name, limit in (*terms.class_limits.items(), *terms.acceptor_limits.items()):
        if limit < 0:
            raise Refusal("trade.acceptor_limit_negative", acceptor=name, limit=limit)
    return terms


def uncounted_of(*, amount: Decimal, percent: Decimal, code: str) -> Decimal:
    """
    Say how much of a bill counts against no limit when `percent` of it counts, rounded half up.

    >>> uncounted_of(amount=Decimal("1000"), percent=Decimal("20"), code="CNY")
    Decimal('800.00')
    """
    return Money(amount * (HUNDRED - percent) / HUNDRED, code).rounded().amount


def shares(*, amounts: Sequence[Decimal], whole: Decimal, uncounted: Decimal, code: str) -> tuple[Decimal, ...]:
    """
    Divide the uncounted part of a bill among the parts it is split into; no cent is lost.

    Each share is what the rounded running total grows by, so none exceeds its part. Refuses `trade.parts_do_not_add_up`.
    """
    if sum(amounts, Decimal(0)) != whole or any(amount <= 0 for amount in amounts):
        raise Refusal(
            "trade.parts_do_not_add_up", parts=Money(sum(amounts, Decimal(0)), code), amount=Money(whole, code)
        )
    grown = [Money(uncounted * so_far / whole, code).rounded().amount for so_far in accumulate(amounts)]
    return tuple(after - before for before, after in pairwise((Decimal(0), *grown)))
