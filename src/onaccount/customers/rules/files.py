"""
What makes a company's file well formed, and how its names compare.

Terms: unified social credit code 统一社会信用代码 (USCC), VAT number 增值税号, LEI 全球法人识别编码, former name 曾用名,
branch 分公司 (belongs to its legal entity), actual controller 实际控制人. Check digits come from `kernel.identity`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from onaccount.kernel import identity
from onaccount.kernel.currencies import currency
from onaccount.kernel.reasons import Refusal
from onaccount.kernel.text import fold_key

LEGAL_FORMS = (
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "公司",
    "CO LTD",
    "INC",
    "LLC",
    "LTD",
    "CORP",
    "GMBH",
)


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A company as somebody enters it. Empty text means unknown; `salesperson_id` is the person who owns it."""

    number: str
    name: str
    opened_on: date
    name_en: str = ""
    uscc: str = ""
    vat_number: str = ""
    lei: str = ""
    country: str = "CN"
    region: str = ""
    industry: str = ""
    address: str = ""
    language: str = "zh-hans"
    currency: str = "CNY"
    salesperson_id: int | None = None


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """Somebody at the customer and what to write to them about: a value of `Contact.Purpose`."""

    purpose: str
    name: str
    title: str = ""
    email: str = ""
    phone: str = ""


class DetailKind(StrEnum):
    """What an impostor would change first: where goods go, where money comes from."""

    SHIP_TO = "ship_to"
    BANK_DETAILS = "bank_details"


@dataclass(frozen=True, slots=True)
class DetailFacts:
    """What holds of a kind, what held before ("" for the first), and the moment it was entered."""

    kind: DetailKind
    value: str
    was: str
    changed_on: date
    changed_at: datetime

    @property
    def is_change(self) -> bool:
        """Whether something else held before; the first entry changes nothing."""
        return bool(self.was)


LONGEST_CODE = 20
CLASS_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
IDENTITY_CHECKS = {"uscc": identity.uscc, "vat_number": identity.vat, "lei": identity.lei}


def checked(draft: CustomerDraft) -> dict[str, Any]:
    """
    The fields of a file in their written form, ready to be kept.

    Refuses `customers.number_missing`, `customers.name_missing`, the refusals of `kernel.identity` for a code that is
    entered and wrong, and `currency.unknown`.
    """
    number, name = draft.number.strip(), " ".join(draft.name.split())
    if not number:
        raise Refusal("customers.number_missing")
    if not name:
        raise Refusal("customers.name_missing", number=number)
    currency(draft.currency)
    fields = {field: getattr(draft, field) for field in draft.__slots__}
    codes = {field: check(fields[field]) for field, check in IDENTITY_CHECKS.items() if fields[field]}
    return {**fields, **codes, "number": number, "name": name}


def checked_class(*, code: str, name: str) -> tuple[str, str]:
    """The code and name of a class, trimmed. Refuses `customers.class_code_wrong`."""
    code, name = code.strip(), " ".join(name.split())
    if not CLASS_CODE.fullmatch(code) or len(code) > LONGEST_CODE or not name:
        raise Refusal("customers.class_code_wrong", code=code)
    return code, name


def checked_detail(*, value: str, told_by: str, holds: str) -> tuple[str, str]:
    """
    The new value and who told us, trimmed, if it differs from what holds.

    Refuses `customers.detail_missing`, `customers.told_by_missing` and `customers.detail_as_before`.
    """
    value, told_by = " ".join(value.split()), " ".join(told_by.split())
    if not value:
        raise Refusal("customers.detail_missing")
    if not told_by:
        raise Refusal("customers.told_by_missing")
    if value == holds:
        raise Refusal("customers.detail_as_before")
    return value, told_by


def masked(text: str) -> str:
    """The text with every digit but its last four hidden, as the journal may keep an account number."""
    digits = sum(character.isdigit() for character in text)
    hidden, seen = [], 0
    for character in text:
        seen += character.isdigit()
        hidden.append("*" if character.isdigit() and seen <= digits - 4 else character)
    return "".join(hidden)


def differences(*, before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """The fields of `after` whose value is new, each with the old and the new one."""
    return {field: (before[field], value) for field, value in after.items() if before[field] != value}


def core_name(name: str) -> str:
    """The name without its legal form, folded: what two spellings of one company have in common."""
    core = fold_key(name)
    for form in LEGAL_FORMS:
        core = core.removesuffix(fold_key(form))
    return core or fold_key(name)


def same_name(one: str, other: str) -> bool:
    """Whether two names differ only in width, case, blanks and punctuation."""
    return fold_key(one) == fold_key(other)


def ancestors(*, parents: Mapping[int, int | None], customer_id: int) -> tuple[int, ...]:
    """The chain from the parent up to the root. Refuses `customers.circle` where it comes back to where it was."""
    chain: list[int] = []
    above = parents.get(customer_id)
    while above is not None:
        if above in (*chain, customer_id):
            raise Refusal("customers.circle", customer=customer_id)
        chain.append(above)
        above = parents.get(above)
    return tuple(chain)


def subtree(*, parents: Mapping[int, int | None], root_id: int) -> tuple[int, ...]:
    """The company and everything below it, parents before children."""
    found = [root_id]
    for node in found:
        found.extend(child for child, parent in parents.items() if parent == node)
    return tuple(found)
