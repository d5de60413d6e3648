"""
What ends an invoice beside money: set off against what we owe 抵销, or sold to a factor 保理.

Terms: set-off agreement 抵销协议 (signed by both sides; without one a customer who is also a supplier counts gross), factor 保理商,
recourse 追索权 (the factor may come back to us). Sold without recourse the claim is no longer ours: it leaves the exposure, the
customer pays the factor, and we demand nothing any more. Sold with recourse it stays.
Law: Civil Code of the PRC articles 568 and 569 (set-off by notice or by agreement), 766 and 767 (factoring with and without recourse).
"""

from datetime import date
from decimal import Decimal

from msgspec import Struct

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules.documents import refuse_to_come


class SetOffDraft(Struct, frozen=True):
    """So much of an invoice is set off: our document's number, theirs that it is set off against, and the consent to it."""

    number: str
    amount: Decimal
    their_document: str
    agreement: str
    agreed_on: date
    cleared_on: date


class FactoringDraft(Struct, frozen=True):
    """
    An invoice is sold: our document's number, to whom, under which contract, and whether it may come back to us.

    `pay_account` is the account the customer pays to from now on 收款账户, empty where payment still comes to us.
    """

    number: str
    factor: str
    agreement: str
    agreed_on: date
    cleared_on: date
    has_recourse: bool
    pay_account: str = ""


def checked_clearing(draft: SetOffDraft | FactoringDraft, *, today: date) -> None:
    """
    Refuse a clearing without its papers: `trade.number_missing`, `trade.agreement_missing`,
    `trade.agreed_too_late` (the consent is younger than the act) and `trade.in_the_future`.
    """
    other = draft.their_document if isinstance(draft, SetOffDraft) else draft.factor
    if not draft.number.strip():
        raise Refusal("trade.number_missing")
    if not draft.agreement.strip() or not other.strip():
        raise Refusal("trade.agreement_missing", number=draft.number)
    if draft.agreed_on > draft.cleared_on:
        raise Refusal("trade.agreed_too_late", number=draft.number, agreed_on=draft.agreed_on)
    refuse_to_come(draft.cleared_on, today=today)
