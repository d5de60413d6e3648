"""Terms as people write them are read only where they say one number of days, or money at once."""

import pytest

from onaccount.trade.rules import class_said, days_of_terms


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("月结30天", 30),
        ("Net 45", 45),
        ("60", 60),
        ("0 days", 0),
        ("款到发货", 0),
        ("COD", 0),
        ("2/10 net 30", None),
        ("as usual", None),
        ("", None),
    ],
)
def test_days_are_read_out_of_terms(text: str, days: int | None) -> None:
    assert days_of_terms(text) == days


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("e_credit", "e_credit"),
        ("City_Bank", "city_bank"),
        ("财务公司承兑", "finance_company"),
        ("商业承兑汇票", "commercial"),
        ("农商行", "city_bank"),
        ("股份制银行", "state_bank"),
        ("银行承兑汇票", None),
        ("", None),
    ],
)
def test_a_cell_may_name_the_class_of_an_acceptor(text: str, name: str | None) -> None:
    assert class_said(text) == name
