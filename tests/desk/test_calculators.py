"""The pages of calculators: figures stand in the address, mistakes at their field."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import somebody

from onaccount.calculators.catalogue import CALCULATORS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reader(client: Client) -> None:
    client.force_login(somebody("hu", "salesperson"))


def text_of(client: Client, name: str, figures: dict[str, str]) -> str:
    return client.get(reverse("calculators:one", args=[name]), figures).content.decode()


def test_every_calculator_has_a_page(client: Client) -> None:
    listed = client.get(reverse("calculators:list")).content.decode()
    for name in CALCULATORS:
        assert reverse("calculators:one", args=[name]) in listed
        assert client.get(reverse("calculators:one", args=[name])).status_code == 200
    assert client.get(reverse("calculators:one", args=["none"])).status_code == 404


def test_amounts_are_read_as_people_paste_them(client: Client) -> None:
    page = text_of(client, "liquidity", {"current_assets": "180,000.00", "current_liabilities": "１００ 000"})
    assert ">80,000<" in page
    assert ">1.80<" in page


def test_rows_are_pasted_line_by_line(client: Client) -> None:
    rows = "A, 2025-10-01, 是, 100, 0\nB\t2025-11-01\tno\t100\t0\n"
    page = text_of(client, "allocation_by_law", {"payment": "100", "as_of": "2026-01-01", "debts": rows})
    assert '<td class="">B</td><td class="num">100</td>' in page


def test_lists_pairs_and_names_are_read_too(client: Client) -> None:
    assert ">0.52<" in text_of(client, "concentration", {"exposures": "60, 40"})
    assert ">73.714286 " in text_of(
        client, "dso_count_back", {"receivables": "212000", "months": "100000,30\n80000,30\n70000,30"}
    )
    page = text_of(client, "proposed_limit", {"base": "100", "caps": "insurer, 80\nown risk, 90", "step": "50"})
    assert ">50<" in page
    assert ">insurer<" in page
    assert "60.00 %" not in text_of(client, "characteristics_percent", {"factors": "2,8\n1,\n2,4"})
    assert ">60 %<" in text_of(client, "characteristics_percent", {"factors": "2,8\n1,\n2,4"})


def test_a_mistake_stands_at_its_field_and_a_refusal_above_the_form(client: Client) -> None:
    client.cookies["django_language"] = "zh-hans"
    page = text_of(client, "liquidity", {"current_assets": "180000", "current_liabilities": "0"})
    assert "“流动负债”为零，无法计算比率。" in page
    page = text_of(client, "allocation_by_law", {"payment": "1", "as_of": "2026-01-01", "debts": "only a name"})
    assert 'id="id_debts_error"' in page
    assert "金融企业" in text_of(client, "altman_model", {"is_financial": "on"})


def test_a_schedule_is_shown_as_a_table(client: Client) -> None:
    page = text_of(
        client,
        "instalments",
        {
            "principal": "2500",
            "annual_rate": "0.0824",
            "periods": "12",
            "periods_a_year": "12",
            "method": "equal_instalment",
            "rounding": "cents",
        },
    )
    assert page.count("<tr>") >= 14


def test_the_form_says_the_unit_and_shows_the_usual_steps(client: Client) -> None:
    page = text_of(client, "characteristics_limit", {})
    assert "In percent: 30 is 30 %." in page
    assert "45, 0\n65, 50" in page
