"""What stands in the credit file becomes facts a card reads: with its day and source, and the courts above all."""

from datetime import date, timedelta
from decimal import Decimal

from onaccount.assessment.rules.on_file import FileFact, file_facts, is_stale, merged
from onaccount.assessment.rules.scorecard import Known

TODAY = date(2026, 3, 2)
SEARCHED = date(2026, 2, 20)
FILED = date(2026, 1, 5)


def fact(kind, dated=FILED, valid_to=None, **values):
    return FileFact(kind, values, dated, valid_to, f"{kind} {dated}")


def values(*facts):
    return {code: known.value for code, known in file_facts(facts, as_of=TODAY).items()}


def test_registration_size_tax_and_bank_lines_become_numbers_with_their_day() -> None:
    found = (
        fact("registration", founding_date="2016-03-02", business_status="operating"),
        fact("registration", founding_date="1999-01-01", dated=date(2020, 1, 1)),
        fact("size", size_class="small", sme_declared="yes"),
        fact("tax_credit", tax_grade="B"),
        fact("bank_line", amount="300", drawn="120"),
        fact("bank_line", amount="100", drawn="0"),
    )
    assert values(*found) == {
        "years_since_founding": 10, "licence_revoked": 0, "size_class": 2, "sme_declared": 1, "tax_credit": 4,
        "bank_lines": 2, "bank_lines_drawn": Decimal("0.3"),
    }  # fmt: skip
    assert file_facts(found, as_of=TODAY)["tax_credit"] == Known(Decimal(4), FILED, "tax_credit 2026-01-05")


def test_what_the_file_does_not_say_is_not_made_up() -> None:
    found = (
        fact("registration", business_scope="trade"),
        fact("size", size_class="large"),
        fact("bank_line", amount="5"),
    )
    assert values(*found) == {"size_class": 4, "bank_lines": 1}
    assert values(fact("size", sme_declared="no")) == {"sme_declared": 0}
    assert values(fact("tax_credit", tax_grade="A", valid_to=TODAY)) == {}
    assert values(fact("registration", business_status="revoked")) == {"licence_revoked": 1}


def test_references_count_on_average_and_the_latest_visit_alone() -> None:
    found = (
        fact("trade_reference", experience="good"),
        fact("trade_reference", experience="fair"),
        fact("bank_reference", experience="poor"),
        fact("bank_reference", years="3"),
        fact("site_visit", condition="good"),
        fact("site_visit", condition="poor", dated=date(2024, 1, 1)),
    )
    assert values(*found) == {"trade_references": Decimal("7.5"), "bank_credit": 0, "site_visit": 10}


def test_a_search_without_a_record_knows_that_there_is_none() -> None:
    found = file_facts([fact("legal_search", dated=SEARCHED, result="nothing_found")], as_of=TODAY)
    courts = {"insolvent", "dishonest", "enforcements", "lawsuits_as_debtor", "seizures", "penalties"}
    assert {code: known.value for code, known in found.items()} == dict.fromkeys(courts, 0)
    assert {known.as_of for known in found.values()} == {SEARCHED}


def test_open_records_against_the_customer_count_and_no_others() -> None:
    records = (
        fact("legal_record", record_type="lawsuit", legal_role="defendant", case_state="open"),
        fact("legal_record", record_type="lawsuit"),
        fact("legal_record", record_type="lawsuit", legal_role="plaintiff", case_state="open"),
        fact("legal_record", record_type="lawsuit", case_state="closed"),
        fact("legal_record", record_type="dishonest"),
        fact("legal_record", record_type="dishonest"),
        fact("legal_record", record_type="seizure", case_state="closed"),
    )
    assert values(*records) == {"lawsuits_as_debtor": 2, "dishonest": 1, "seizures": 0}
    searched = file_facts([*records, fact("legal_search", dated=SEARCHED, result="records_found")], as_of=TODAY)
    assert (searched["lawsuits_as_debtor"].as_of, searched["seizures"].as_of) == (FILED, SEARCHED)


def test_the_later_of_answer_and_file_counts_but_an_open_record_stands() -> None:
    def known(value, day):
        return Known(Decimal(value), day, "")

    answers = {"dishonest": known(0, TODAY), "site_visit": known(4, FILED), "owner": known(7, FILED)}
    on_file = {"dishonest": known(1, FILED), "site_visit": known(10, FILED), "insolvent": known(0, FILED)}
    assert merged(answers=answers, on_file=on_file) == {
        "dishonest": known(1, FILED), "site_visit": known(10, FILED), "owner": known(7, FILED), "insolvent": known(0, FILED),
    }  # fmt: skip
    later = {"site_visit": known(4, TODAY)}
    assert merged(answers=later, on_file=on_file)["site_visit"] == known(4, TODAY)


def test_a_court_search_is_stale_after_its_months() -> None:
    old = Known(Decimal(0), TODAY - timedelta(days=200), "")
    assert (is_stale("dishonest", old, as_of=TODAY), is_stale("tax_credit", old, as_of=TODAY)) == (True, False)
    assert not is_stale("payment_index", old, as_of=TODAY)
