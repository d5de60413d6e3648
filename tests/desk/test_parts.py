"""Small parts without a browser: vendored files, bars, fields, switches, sentences."""

import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.test import Client, RequestFactory
from django.utils.translation import override

from onaccount.desk.components import sentences
from onaccount.desk.components.browsers import browser_name
from onaccount.desk.components.columns import Kind, value_html
from onaccount.desk.components.differing import comparison, said_or_coded
from onaccount.desk.components.drawings import ExposureBar, Part, exposure_svg
from onaccount.desk.components.fields import AmountField
from onaccount.desk.components.figures import Manner, Unit
from onaccount.desk.components.navigation import NavEntry, shown
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = ROOT / "src/onaccount/desk/components"
VENDORED = (COMPONENTS / "static/vendor", ROOT / "tests/browser/vendor")
MANNER = Manner("zh-hans", Unit.TEN_THOUSAND)


@pytest.mark.parametrize("folder", VENDORED, ids=str)
def test_every_vendored_file_is_the_one_its_manifest_names(folder: Path) -> None:
    listed = {one["file"]: one["sha256"] for one in json.loads((folder / "manifest.json").read_text())["vendored"]}
    there = {str(f.relative_to(folder)): f for f in folder.rglob("*") if f.suffix in {".js", ".css", ".svg"}}
    assert {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in there.items()} == listed


def test_every_icon_a_page_draws_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'symbol id="([^"]+)"', (VENDORED[0] / "icons/sprite.svg").read_text()))
    pages = [file.read_text() for file in (ROOT / "src/onaccount").rglob("*.html")]
    drawn = {name for page in pages for name in re.findall(r'{% icon "([^"]+)" %}|\bicon="([a-z0-9-]+)"', page)}
    assert {name for pair in drawn for name in pair if name} - sprite == set()


def test_no_page_carries_an_inline_style_script_or_handler() -> None:
    forbidden = re.compile(r'\sstyle="|\son[a-z]+="|hx-on|<script(?![^>]*(src=|type="application/json"))|<style')
    pages = (ROOT / "src/onaccount").rglob("templates/**/*.html")
    assert [str(page) for page in pages if forbidden.search(page.read_text())] == []


def test_nothing_of_ours_is_longer_than_its_limit() -> None:
    limits = {".css": 400, ".js": 300, ".html": 150}
    files = [file for file in COMPONENTS.rglob("*") if file.suffix in limits and "vendor" not in file.parts]
    assert [str(f) for f in files if f.read_text().count("\n") > limits[f.suffix]] == []


def bar(*, used: str, limit: str, temporary: str) -> ExposureBar:
    def cny(text: str) -> Money:
        return Money.of(text, "CNY")

    return ExposureBar((Part("used-3", "Invoiced", cny(used)),), cny("0"), cny(limit), cny(temporary))


def test_an_exposure_bar_says_what_it_shows() -> None:
    drawn = exposure_svg(bar=bar(used="1000000", limit="1500000", temporary="500000"), manner=MANNER)
    words = re.search(r'aria-label="([^"]+)"', drawn)
    assert words is not None
    assert (re.findall(r"\d+\.\d\d", words[1]), 'class="bar-mark" x="75.00%"' in drawn) == (
        ["100.00", "200.00", "0.00", "100.00"],
        True,
    )


def test_a_bar_without_any_limit_is_drawn_and_marked_as_over() -> None:
    drawn = exposure_svg(bar=bar(used="10", limit="0", temporary="0"), manner=MANNER)
    assert 'class="bar bar-over"' in drawn


def test_what_people_type_is_escaped_wherever_it_is_shown() -> None:
    assert value_html(kind=Kind.TEXT, value="<b>", manner=MANNER) == "&lt;b&gt;"


@pytest.mark.parametrize("text", ["1,284,000.50", "１，２８４，０００．５０", " 1 284 000.50 "])
def test_an_amount_is_read_as_people_paste_it(text: str) -> None:
    assert AmountField().clean(text) == Decimal("1284000.50")


@pytest.mark.parametrize("text", ["128万", "NaN", "1e5x", "12.345", "1e9", "1E+9", "１ｅ９", "1,0e2", "5e-1"])
def test_an_amount_that_would_have_to_be_guessed_is_refused(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        AmountField().clean(text)


def test_a_reason_is_said_with_money_in_the_readers_unit() -> None:
    facts = {"order": Money.of("384000", "CNY"), "over": Money.of("84000", "CNY")}
    with override("en"):
        said = sentences.reason_sentence(reason=Reason("ordercheck.order_too_large", facts), manner=MANNER)
    assert said == "The order of 38.40 万元 exceeds the largest order allowed, [allowed], by 8.40 万元."


@pytest.mark.parametrize(
    ("fact", "written"),
    [
        (Decimal(12000000), "12,000,000"),
        ("644214.2857142857142857142857", "644,214.29"),
        (Decimal("3.14159265"), "3.1416"),
        (Decimal("0.00035"), "0.00035"),
        ("12000000", "12000000"),
        (None, "--"),
    ],
)
def test_a_bare_figure_has_separators_and_does_not_run_on_while_a_number_of_a_document_stays(
    fact: object, written: str
) -> None:
    assert sentences.fact_text(fact=fact, manner=MANNER) == written


def test_the_rail_offers_only_what_one_may_do_and_marks_the_longest_address() -> None:
    def entry(code: str, url_name: str, permission: str) -> NavEntry:
        return NavEntry(code=code, label=code, url_name=url_name, permission=permission, icon="home")

    entries = [
        entry("parts", "components:specimen", ""),
        entry("list", "components:specimen_list", "lists.view"),
        entry("hidden", "components:preferences", "never"),
    ]
    request = RequestFactory().get("/specimen/list")
    rail = list(shown(entries=entries, request=request, may=lambda permission: permission == "lists.view"))
    assert [(one.entry.code, one.here) for one in rail] == [("parts", False), ("list", True)]


def test_a_switch_is_kept_and_leads_back_but_never_to_a_foreign_place() -> None:
    home = Client().post("/preferences", {"unit": "wan", "next": "/specimen"})
    away = Client().post("/preferences", {"unit": "nonsense", "language": "xx", "next": "https://example.org/"})
    assert (home.url, home.cookies["unit"].value, away.url, list(away.cookies)) == ("/specimen", "wan", "/", [])


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36", "Chrome · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 MicroMessenger/8.0", "WeChat 微信 · Android"),
        ("curl/8.5", "curl/8.5"),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_its_family_and_system(said: str, name: str) -> None:
    assert browser_name(said=said) == name


def test_a_code_is_said_in_words_and_what_a_person_wrote_stays() -> None:
    with override("en"):
        assert said_or_coded("check.why_known") == "I know why the amount is what it is"
        assert [said_or_coded(text) for text in ("", "new", "年度复审")] == ["", "new", "年度复审"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"industries": [{"name": "legal"}]}, "legal"),
        ({"grades": [{"grade": "C"}]}, "C"),
        ({"rules": [{"code": "total_limit", "strengths": {"ship": "hold"}}]}, "Hold"),
        ({"lateness": {"batch": "delivery"}}, "a delivery"),
        ({"order": "released"}, "Released"),
        ({"C1 exposure": "prepay, 2026-11-22"}, "Pay first, 2026-11-22"),
        ({"exposure": "1,000 CNY, 2026-11-22"}, "1,000 CNY, 2026-11-22"),
        ({"segments": [{"name": "new"}]}, "new"),
    ],
)
def test_a_value_is_a_word_only_where_its_field_holds_codes(content: dict[str, object], said: str) -> None:
    with override("en"):
        assert [line.new for line in comparison(about="", currency="CNY", old={}, new=content)][-1] == said
