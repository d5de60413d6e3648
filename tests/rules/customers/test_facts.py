"""Facts of the credit file are written one way, go stale by their kind, and are corrected with a cause."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.customers.rules.completeness import (
    SHIPPED_NEEDS,
    Held,
    Holdings,
    Met,
    Need,
    NeedKind,
    asked_of,
    checked_needs,
    completeness,
    needs_as_json,
    needs_from_json,
    needs_of,
)
from onaccount.customers.rules.facts import (
    KINDS,
    SECTIONS,
    Cause,
    CorrectionDraft,
    FactDraft,
    Freshness,
    checked_correction,
    checked_fact,
    freshness,
)
from onaccount.customers.rules.papers import LARGEST_BYTES, PaperDraft, checked_paper
from onaccount.kernel.reasons import Refusal

TODAY = date(2026, 3, 2)
REGISTRATION = {
    "legal_representative": " 沈知微 ",
    "registered_capital": "5,000,000",
    "founding_date": "2012-05-01",
    "ownership": "private",
    "business_scope": "",
}


def a_fact(kind: str = "registration", **values: str) -> FactDraft:
    return FactDraft(kind, values or REGISTRATION, "国家企业信用信息公示系统", TODAY, None, None)


def refusal_of(draft: FactDraft) -> str:
    with pytest.raises(Refusal) as refused:
        checked_fact(draft, today=TODAY)
    return refused.value.code


def test_values_are_written_one_way_and_what_is_personal_stands_apart() -> None:
    checked = checked_fact(a_fact(), today=TODAY)
    assert dict(checked.plain) == {
        "registered_capital": "5000000",
        "founding_date": "2012-05-01",
        "ownership": "private",
    }
    assert dict(checked.personal) == {"legal_representative": "沈知微"}


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (a_fact("horoscope"), "facts.kind_unknown"),
        (replace(a_fact(), source=" "), "facts.source_missing"),
        (replace(a_fact(), dated=date(2026, 3, 3)), "facts.dated_wrong"),
        (replace(a_fact(), valid_to=TODAY), "facts.period_empty"),
        (a_fact("tax_credit", tax_grade="A", colour="red"), "facts.field_unknown"),
        (a_fact("tax_credit", year="2025"), "facts.value_missing"),
        (a_fact("tax_credit", tax_grade="E"), "facts.value_wrong"),
        (a_fact("tax_credit", tax_grade="A", year="-1"), "facts.value_wrong"),
        (a_fact("registration", legal_representative="x", founding_date="last year"), "facts.value_wrong"),
        (a_fact("registration", legal_representative="x", registered_capital="much"), "facts.value_wrong"),
        (a_fact("registration", legal_representative="x", registered_capital="NaN"), "facts.value_wrong"),
        (a_fact("registration", legal_representative="x", registered_capital="1e9"), "facts.value_wrong"),
        (a_fact("registration", legal_representative="x", registered_capital="1" + "0" * 15), "facts.value_wrong"),
        (a_fact("owner", owner_name="x", owner_role="shareholder", share="5e1%"), "facts.value_wrong"),
        (a_fact("registration", legal_representative="x" * 2001), "facts.value_wrong"),
        (a_fact("registration", legal_representative="x", registered_capital="-1"), "facts.amount_negative"),
        (a_fact("registration", legal_representative="x", founding_date="2026-03-03"), "facts.day_to_come"),
        (a_fact("tax_credit", tax_grade="A", year="2027"), "facts.day_to_come"),
        (a_fact("tax_credit", tax_grade="A", year="25"), "facts.value_wrong"),
        (a_fact("size", size_class="small", employees="-1"), "facts.value_wrong"),
        (a_fact("owner", owner_name="x", owner_role="shareholder", share="101"), "facts.value_wrong"),
    ],
)
def test_a_fact_that_says_nothing_certain_is_refused(draft: FactDraft, code: str) -> None:
    assert refusal_of(draft) == code


def test_an_account_may_be_overdrawn_but_nothing_goes_in_below_zero() -> None:
    said = {"months": "6", "monthly_in": "10", "monthly_out": "12", "lowest_balance": "-3"}
    assert checked_fact(a_fact("bank_flow", **said), today=TODAY).plain["lowest_balance"] == "-3"
    assert refusal_of(a_fact("bank_flow", **said | {"monthly_in": "-10"})) == "facts.amount_negative"


def test_a_year_is_kept_as_a_number() -> None:
    checked = checked_fact(a_fact("tax_credit", tax_grade="A", year="02025"), today=TODAY)
    assert checked.plain["year"] == "2025"


def test_a_share_is_kept_without_its_sign() -> None:
    checked = checked_fact(a_fact("owner", owner_name="x", owner_role="shareholder", share="33.5%"), today=TODAY)
    assert checked.plain["share"] == "33.5"


def test_a_fact_goes_stale_by_its_kind_and_lapses_by_its_own_day() -> None:
    def fresh(kind: str, dated: date, valid_to: date | None) -> Freshness:
        return freshness(kind=kind, dated=dated, valid_to=valid_to, today=TODAY)

    assert fresh("legal_search", date(2025, 12, 2), None) == Freshness.FRESH
    assert fresh("legal_search", date(2025, 12, 1), None) == Freshness.STALE
    assert fresh("legal_record", date(2001, 1, 1), None) == Freshness.FRESH
    assert fresh("bank_line", date(2020, 1, 1), date(2026, 3, 3)) == Freshness.FRESH
    assert fresh("bank_line", date(2026, 1, 1), TODAY) == Freshness.LAPSED


def test_the_kinds_of_fact_that_name_a_person_are_known() -> None:
    assert [code for code, kind in KINDS.items() if kind.has_personal] == ["registration", "owner", "conversation"]
    assert SECTIONS[0] == "profile"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"cause": Cause.WRONG_SOURCE}, "facts.verify_again"),
        ({"departments_told": " "}, "facts.told_missing"),
        ({"measure": ""}, "facts.measure_missing"),
        ({"follow_up_on": TODAY}, "facts.follow_up_past"),
    ],
)
def test_a_correction_says_why_whom_and_what_prevents_the_next(changed: dict[str, object], code: str) -> None:
    draft = CorrectionDraft(Cause.ENTRY_ERROR, "", "销售部", "双人复核", date(2026, 6, 1))
    assert checked_correction(draft, today=TODAY) == draft
    with pytest.raises(Refusal) as refused:
        checked_correction(replace(draft, **changed), today=TODAY)  # type: ignore[arg-type]
    assert refused.value.code == code


def paper(content: bytes = b"%PDF-1.7 ...", **changed: object) -> PaperDraft:
    draft = PaperDraft("business_licence", "营业执照", "licence.pdf", content, TODAY, None)
    return replace(draft, **changed)  # type: ignore[arg-type]


def test_what_a_file_is_is_told_by_its_first_bytes() -> None:
    kinds = [checked_paper(paper(start)) for start in (b"%PDF-1", b"PK\x03\x04", "日期,金额".encode("gb18030"))]
    assert kinds == ["application/pdf", "application/zip", "text/plain"]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (paper(type="poem"), "papers.type_unknown"),
        (paper(b""), "papers.empty"),
        (paper(b"%PDF-" + bytes(LARGEST_BYTES)), "papers.too_large"),
        (paper(b"MZ\x90"), "papers.not_taken"),
        (paper(b"<html>"), "papers.not_taken"),
        (paper(b"\x00\x01"), "papers.not_taken"),
        (paper(b"\xff\xff\xff"), "papers.not_taken"),
        (paper(valid_to=TODAY), "papers.period_empty"),
    ],
)
def test_what_is_no_paper_is_refused(draft: PaperDraft, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_paper(draft)
    assert refused.value.code == code


NEEDS = needs_of("""
fact legal_search 40 0
paper business_licence 30 0
contact payment 10 0
statements 2 20 100000
""")
NOTHING = Holdings({}, {}, (), frozenset())
YEARS = (date(2024, 12, 31), date(2025, 12, 31))
FULL = Holdings(
    {"legal_search": Held(TODAY, None)}, {"business_licence": Held(TODAY, None)}, YEARS, frozenset({"payment"})
)


def asked(amount: Decimal, *classes: str, needs: tuple[Need, ...] = NEEDS) -> tuple[Need, ...]:
    return asked_of(needs=needs, amount=amount, classes=classes)


def measured(holdings: Holdings, amount: str = "100000") -> tuple[Decimal, list[Met]]:
    found = completeness(asked=asked(Decimal(amount)), holdings=holdings, today=TODAY)
    return found.share, [finding.met for finding in found.findings]


def test_more_is_asked_for_a_larger_amount() -> None:
    without_years = replace(FULL, years=())
    assert measured(without_years, "99999.99") == (Decimal(1), [Met.MET] * 3)
    assert measured(without_years) == (Decimal("0.8"), [Met.MET, Met.MET, Met.MET, Met.MISSING])
    assert completeness(asked=NEEDS, holdings=FULL, today=TODAY).is_complete


def test_what_is_stale_or_lapsed_does_not_count_and_is_named() -> None:
    old = Holdings(
        {"legal_search": Held(date(2025, 11, 1), None)},
        {"business_licence": Held(date(2020, 1, 1), TODAY)},
        (date(2022, 12, 31), date(2023, 12, 31)),
        frozenset({"payment"}),
    )
    assert measured(old) == (Decimal("0.1"), [Met.STALE, Met.STALE, Met.MET, Met.STALE])
    assert measured(replace(old, years=YEARS[1:]))[1][3] == Met.MISSING


def test_gaps_stand_heaviest_first_and_an_empty_file_is_empty() -> None:
    found = completeness(asked=NEEDS, holdings=NOTHING, today=TODAY)
    assert (found.share, [gap.need.code for gap in found.gaps]) == (
        Decimal(0),
        ["legal_search", "business_licence", "2", "payment"],
    )
    assert completeness(asked=(), holdings=NOTHING, today=TODAY).share == Decimal(1)


def test_what_a_class_is_asked_counts_once_and_only_for_that_class() -> None:
    heavier = Need(NeedKind.FACT, "legal_search", Decimal(60), Decimal(0), "export")
    insurance = Need(NeedKind.PAPER, "contract", Decimal(5), Decimal(0), "export")
    needs = (*NEEDS, heavier, insurance)
    assert asked(Decimal(0), needs=needs) == NEEDS[:3]
    assert asked(Decimal(0), "export", needs=needs) == (heavier, *NEEDS[1:3], insurance)


def test_needs_survive_being_kept_and_wrong_ones_are_refused() -> None:
    of_class = Need(NeedKind.PAPER, "contract", Decimal(5), Decimal(10**6), "key-account")
    kept = checked_needs([*SHIPPED_NEEDS, of_class])
    assert needs_from_json(needs_as_json(kept)) == kept
    for wrong, code in (
        ([Need(NeedKind.FACT, "horoscope", Decimal(1), Decimal(0), "")], "need_wrong"),
        ([Need(NeedKind.PAPER, "identity", Decimal(0), Decimal(0), "")], "need_wrong"),
        ([Need(NeedKind.STATEMENTS, "three", Decimal(1), Decimal(0), "")], "need_wrong"),
        ([Need(NeedKind.CONTACT, "payment", Decimal(1), Decimal(-1), "")], "need_wrong"),
        ([of_class, of_class], "need_twice"),
        ([], "nothing_asked"),
    ):
        with pytest.raises(Refusal, match=code):
            checked_needs(wrong)


@given(st.decimals(0, 10**7, places=2), st.decimals(0, 10**7, places=2))
def test_asking_for_more_never_asks_for_fewer_papers(one: Decimal, other: Decimal) -> None:
    small, large = sorted((one, other))
    assert set(asked(small, needs=SHIPPED_NEEDS)) <= set(asked(large, needs=SHIPPED_NEEDS))
