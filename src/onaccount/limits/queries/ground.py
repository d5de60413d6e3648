"""What a limit proposal rests on 授信依据: statements, grade, ledger, references and security of many customers, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Max, QuerySet, Sum
from django.db.models.functions import TruncMonth

from onaccount.assessment.queries import assessments_in_force, cards_in_force
from onaccount.assessment.rules.altman import SHIPPED_CLAMP, Balance, Clamp, Model, altman
from onaccount.assessment.rules.in_force import Assessment, usual_probability
from onaccount.assessment.rules.scorecard import Scorecard, card_for
from onaccount.cover.queries import covers_in_force
from onaccount.cover.rules import CoverFacts, CoverKind
from onaccount.customers.models import Customer, Fact
from onaccount.customers.queries import classes_of, latest_values, many_statements_of
from onaccount.customers.rules.facts import Freshness, freshness
from onaccount.customers.rules.statements import FinancialStatement
from onaccount.kernel.calendar import add_months
from onaccount.kernel.reasons import Refusal
from onaccount.limits.models import Application
from onaccount.limits.queries.experience import YEAR
from onaccount.limits.rules.granting import SHIPPED, Ground, Sheet, Zone
from onaccount.trade.models import Item, Payment, Settlement

NOBODY_SAID: Mapping[str, tuple[Decimal, ...]] = {"reference_limits": (), "reference_credits": ()}
ZERO, HUNDRED, DAYS = Decimal(0), Decimal(100), Decimal(365)
MONTHS = 12


def grounds_for(*, customers: Sequence[Customer], currency: str, today: date) -> Mapping[int, Ground]:
    """Gather what proposals for these customers rest on, in one currency; the number of queries does not grow."""
    pks = [each.pk for each in customers]
    sold, paid = (
        _months(_invoices(pks, currency), "document_date", today),
        _months(_payments(pks, currency), "received_date", today),
    )
    graded = assessments_in_force(customer_ids=pks, as_of=today)
    sheets = many_statements_of(customer_ids=pks, as_of=today)
    covers = covers_in_force(customer_ids=pks, on=today)
    known = latest_values(customer_ids=pks, kinds=["bureau_report", "registration"], as_of=today)
    deals, applied = _deals(pks, currency, today), _applied(pks)
    classes = classes_of(customer_ids=pks)
    cards = cards_in_force(on=today)
    references, late = _references(pks, today), _days_late(pks, currency, today)
    own = sum(
        (each for row in _months(_invoices(None, currency), "document_date", today).values() for each in row), ZERO
    )
    return {
        each.pk: _ground(
            customer=each,
            graded=graded.get(each.pk),
            statements=sheets.get(each.pk, ()),
            ledger={
                "monthly_sales": sold.get(each.pk, ()),
                "monthly_payments": paid.get(each.pk, ()),
                "days_late": late.get(each.pk),
                "own_yearly_sales": own,
                **references.get(each.pk, NOBODY_SAID),
                "bureau_limit": _amount(known.get((each.pk, "bureau_report")), "suggested_limit"),
                "is_public_body": _is_public(known.get((each.pk, "registration"))),
                "classes": classes.get(each.pk, ()),
                "deal": deals.get(each.pk, ZERO),
                **_wished(applied.get(each.pk, {}), is_new=not sold.get(each.pk)),
            },
            secured=_secured(covers.get(each.pk, ()), currency),
            clamp=_clamp(cards, each.industry, classes.get(each.pk, ())),
        )
        for each in customers
    }


def _ground(
    *,
    customer: Customer,
    graded: Assessment | None,
    statements: Sequence[FinancialStatement],
    ledger: Mapping[str, Any],
    secured: Mapping[str, Any],
    clamp: Clamp,
) -> Ground:
    newest = next((each for each in statements if each.months == MONTHS), None)
    return Ground(
        grade=graded.grade if graded else "",
        probability=graded.pd if graded else usual_probability(SHIPPED.ungraded),
        zone=None if newest is None else _zone(newest, clamp),
        sheet=None if newest is None else _sheet(newest),
        industry=customer.industry,
        cash_cycle=None if newest is None else _cash_cycle(newest),
        **ledger,
        **secured,
    )


def _sheet(given: FinancialStatement) -> Sheet | None:
    figures = {name: given.figure(name) for name in Sheet.__dataclass_fields__}
    known = {name: amount for name, amount in figures.items() if amount is not None}
    return Sheet(**known) if len(known) == len(figures) else None


def _clamp(cards: tuple[Scorecard, ...], industry: str, classes: tuple[str, ...]) -> Clamp:
    """The bounds of the scorecard that counts for a customer with statements; the shipped ones where none does."""
    try:
        return card_for(cards=cards, industry=industry, classes=classes, has_statements=True).clamp
    except Refusal:
        return SHIPPED_CLAMP


def _zone(given: FinancialStatement, clamp: Clamp) -> Zone | None:
    """The zone of Z'' for everybody, since it needs no market value and no branch; None where a figure is missing."""
    names = ("current_assets", "current_liabilities", "total_assets", "total_liabilities", "equity", "operating_profit")
    amounts = {name: given.figure(name) for name in names}
    earned = given.retained_earnings
    known = {name: amount for name, amount in amounts.items() if amount is not None}
    if earned is None or len(known) < len(names):
        return None
    figures = Balance(
        working_capital=known["current_assets"] - known["current_liabilities"],
        total_assets=known["total_assets"],
        retained_earnings=earned,
        ebit=known["operating_profit"] + (given.figure("interest_expense") or ZERO),
        equity=known["equity"],
        total_liabilities=known["total_liabilities"],
        sales=given.figure("sales") or ZERO,
    )
    try:
        score = altman(figures, model=Model.Z_DOUBLE_PRIME, weight_of_sales=None, clamp=clamp, is_clamped=True)
    except Refusal:
        return None
    return Zone(score.zone.value)


def _cash_cycle(given: FinancialStatement) -> int | None:
    """Days of receivables and stock less days of payables, at the period's end; None without sales and costs."""
    sales, costs = given.figure("sales"), given.figure("cost_of_sales")
    if not sales or not costs:
        return None
    owed = (given.figure("receivables") or ZERO) + (given.figure("notes_receivable") or ZERO)
    owing = (given.figure("payables") or ZERO) + (given.figure("notes_payable") or ZERO)
    return round(owed / sales * DAYS + ((given.figure("inventory") or ZERO) - owing) / costs * DAYS)


def _invoices(pks: Sequence[int] | None, currency: str) -> QuerySet[Item]:
    rows = Item.objects.filter(currency=currency, amount__gt=0, cancelled_at=None)
    return rows if pks is None else rows.filter(customer_id__in=pks)


def _payments(pks: Sequence[int], currency: str) -> QuerySet[Payment]:
    return Payment.objects.filter(currency=currency, customer_id__in=pks)


def _months(rows: QuerySet[Any], field: str, today: date) -> dict[int, tuple[Decimal, ...]]:
    """The sums of the last twelve months that had any, by customer, the oldest first."""
    found: defaultdict[int, list[Decimal]] = defaultdict(list)
    recent = rows.filter(**{f"{field}__gt": add_months(today, -MONTHS), f"{field}__lte": today})
    for customer, _month, amount in (
        recent.annotate(month=TruncMonth(field))
        .order_by("customer_id", "month")
        .values_list("customer_id", "month")
        .annotate(Sum("amount"))
    ):
        found[customer].append(amount)
    return {customer: tuple(amounts) for customer, amounts in found.items()}


def _deals(pks: Sequence[int], currency: str, today: date) -> dict[int, Decimal]:
    """The largest single invoice of the last twelve months, by customer."""
    recent = _invoices(pks, currency).filter(document_date__gt=add_months(today, -MONTHS), document_date__lte=today)
    return dict(recent.order_by().values_list("customer_id").annotate(Max("amount")))


def _applied(pks: Sequence[int]) -> dict[int, Mapping[str, str]]:
    """What customers said in their newest online application."""
    rows = Application.objects.filter(customer_id__in=pks, erased_at=None).order_by("pk")
    return {customer: answers for customer, answers in rows.values_list("customer_id", "answers") if customer}


def _wished(answers: Mapping[str, str], *, is_new: bool) -> dict[str, Any]:
    """The monthly purchases and the term an application speaks of; the term counts until goods were shipped on one."""
    monthly, days = answers.get("monthly"), answers.get("days")
    return {
        "expected_monthly_sales": Decimal(monthly) if monthly else None,
        "wanted_days": int(days) if days and is_new else 0,
    }


def _is_public(row: Fact | None) -> bool:
    """Whether the registration on file says a public body, for which the law caps the term."""
    return row is not None and row.values.get("ownership") == "public_body"


def _days_late(pks: Sequence[int], currency: str, today: date) -> dict[int, Decimal]:
    """Average days beyond terms of what was paid within a year, weighted by amount; early payment counts as negative."""
    paid = Settlement.objects.filter(
        account__customer_id__in=pks,
        account__currency=currency,
        kind=Settlement.Kind.ALLOCATION,
        amount__gt=0,
        against__kind=Item.Kind.UNAPPLIED,
        reversed_by=None,
        effective_date__gt=today - YEAR,
    )
    whole: defaultdict[int, Decimal] = defaultdict(Decimal)
    late: defaultdict[int, Decimal] = defaultdict(Decimal)
    rows = paid.annotate(delay=F("effective_date") - F("item__due_date")).order_by()
    for customer, delay, amount in rows.values_list("account__customer_id", "delay").annotate(Sum("amount")):
        whole[customer] += amount
        late[customer] += amount * delay.days
    return {customer: late[customer] / amount for customer, amount in whole.items()}


def _references(pks: Sequence[int], today: date) -> dict[int, dict[str, tuple[Decimal, ...]]]:
    """The limits and the highest balances that other suppliers named, as far as what they said is still fresh."""
    rows = Fact.objects.filter(customer_id__in=pks, kind="trade_reference", known_on__lte=today, correction=None)
    found: defaultdict[int, list[Fact]] = defaultdict(list)
    for row in rows:
        if freshness(kind=row.kind, dated=row.dated, valid_to=row.valid_to, today=today) is Freshness.FRESH:
            found[row.customer_id].append(row)
    return {
        customer: {
            "reference_limits": _amounts(said, "credit_limit"),
            "reference_credits": _amounts(said, "high_credit"),
        }
        for customer, said in found.items()
    }


def _amounts(rows: Sequence[Fact], name: str) -> tuple[Decimal, ...]:
    amounts = (_amount(row, name) for row in rows)
    return tuple(amount for amount in amounts if amount is not None)


def _amount(row: Fact | None, name: str) -> Decimal | None:
    given = row.values.get(name) if row is not None else None
    return Decimal(given) if given else None


def _secured(covers: Sequence[CoverFacts], currency: str) -> dict[str, Any]:
    """Insurance is a cap of its own; everything else that covers the whole customer in this currency is security."""
    whole = [each for each in covers if each.currency == currency and not each.order_number]
    insured = [each for each in whole if each.kind is CoverKind.INSURANCE]
    secured = sum((each.counted for each in whole if each.kind is not CoverKind.INSURANCE), ZERO)
    return {
        "secured": max(ZERO, secured),
        "insured_limit": sum((each.value for each in insured), ZERO) if insured else None,
        "insured_share": insured[0].percent / HUNDRED if insured else ZERO,
    }
