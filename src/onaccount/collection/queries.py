"""The facts of a dunning letter 催款函, gathered from the ledger, and its words in the customer's language."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import translation

from onaccount.collection.labels import assigned_words, letter_words
from onaccount.collection.rules import Claim, ClaimableItem, claim
from onaccount.customers.models import Contact, Customer
from onaccount.kernel.money import Money
from onaccount.kernel.money_words import capital_words
from onaccount.kernel.reasons import Refusal
from onaccount.trade import queries as trade

LANGUAGES = {"zh-hans": ("zh", "zh_Hans"), "en": ("en", "en_GB")}


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """A letter ready to be printed and put into an envelope."""

    subject: str
    body: str
    data: dict[str, Any]
    claim: Claim


def claim_for(*, customer: Customer, currency: str, as_of: date) -> Claim:
    """Judge what may be claimed from the customer in this currency today."""
    found = list(trade.open_items(customers=Customer.objects.filter(pk=customer.pk), as_of=as_of))
    paid_to = trade.assigned_accounts(item_ids=[item.pk for item in found])
    items = tuple(
        ClaimableItem(
            number=item.number,
            document_date=item.document_date,
            due_date=item.due_date,
            amount=Money(item.amount, item.currency),
            open_amount=Money(vars(item)["open_on"], item.currency),
            factor=paid_to.get(item.pk, ("", ""))[0],
            pay_account=paid_to.get(item.pk, ("", ""))[1],
        )
        for item in found
    )
    return claim(items=items, currency=currency, as_of=as_of)


def recipient_of(*, customer: Customer) -> Contact:
    """Find who gets letters about payments: the payment contact, else whoever takes invoices."""
    reachable = customer.contacts.exclude(email_key="")
    for purpose in (Contact.Purpose.PAYMENT, Contact.Purpose.INVOICE):
        if contact := reachable.filter(purpose=purpose).order_by("id").first():
            return contact
    raise Refusal("collection.no_recipient", customer=customer.name)


def letter_for(*, customer: Customer, company: str, judged: Claim, language: str, reference: str) -> DraftLetter:
    """Put the claim into words and figures of the language, ready for `office.paper`."""
    lang, locale = LANGUAGES[language]
    with translation.override(language):
        total, credits_total = _figure(judged.total, locale), _figure(-judged.credits, locale)
        words = letter_words(
            total=total, lines=len(judged.lines), oldest_days=judged.oldest_days, credits_total=credits_total
        )
        assigned = [
            assigned_words(factor=each.factor, account=each.pay_account, numbers=", ".join(each.numbers))
            for each in judged.assigned
        ]
    lines = [
        [
            line.item.number,
            line.item.document_date,
            line.item.due_date,
            str(line.days_overdue),
            _figure(line.item.amount, locale),
            _figure(line.item.open_amount, locale),
        ]
        for line in judged.lines
    ]
    data = {
        "lang": lang,
        "company": company,
        "customer": customer.name if lang == "zh" else customer.name_en or customer.name,
        "address": customer.address,
        "contact": "",
        "date": format_date(judged.as_of, format="long", locale=locale),
        "reference": reference,
        "words": words,
        "lines": lines,
        "total": total,
        "capital": capital_words(judged.total) if lang == "zh" and judged.total.currency == "CNY" else "",
        "credits": credits_total if judged.credits else "",
        "assigned": assigned,
    }
    claimed = "\n".join(f"{number}  {due_date}  {still_open}" for number, _, due_date, *_, still_open in lines)
    said = {part: str(words[part]) for part in ("salutation", "opening", "demand", "reservation", "closing")}
    body = "\n\n".join(
        [said["salutation"], said["opening"], claimed, said["demand"], *assigned, said["reservation"], said["closing"]]
    )
    return DraftLetter(
        subject=str(words["subject"]).format(total=total), body=f"{body}\n{company}", data=data, claim=judged
    )


def _figure(money: Money, locale: str) -> str:
    digits = "#,##0." + "0" * 2
    return f"{money.currency} {format_decimal(money.rounded().amount, format=digits, locale=locale)}"
