"""The workplace of assessment: what is thought of a customer and why, and what people hand in."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.desk.pages import questions
from tests.ledger import ME, a_customer, an_account, an_invoice
from tests.people import TODAY, somebody
from tests.sheets import a_draft
from tests.stages.assessment.test_scoring import with_statements

from onaccount.assessment import queries
from onaccount.assessment.models import Answer, Benchmark, Grade, PortfolioRun, Scoring
from onaccount.assessment.rules.asking import IndustryDraft
from onaccount.customers.actions.statements import take_in_statement
from onaccount.customers.models import Customer
from onaccount.lifecycle import questions_answered
from onaccount.office.approval.models import Request
from onaccount.office.clock import queries as clock

pytestmark = pytest.mark.django_db
ROWS = "industry,ratio,year,excellent,good,average,low,poor\n"


@pytest.fixture
def client() -> Client:
    found = Client(headers={"Accept-Language": "en"})
    found.force_login(somebody("all", "credit_manager"))
    return found


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(f"assessments:{name}", args=args)).content.decode()


def post(client: Client, name: str, /, *args: object, **sent: object) -> str:
    return client.post(reverse(f"assessments:{name}", args=args), sent, follow=True).content.decode()


def test_the_page_tells_the_score_its_waterfall_and_what_would_lift_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)  # statements that grow old say less from year to year
    with_statements()
    told = page(client, "one", "C1")
    for words in (
        "What would lift the grade",
        "Altman Z″",
        "score-waterfall-data",
        "Ratios over the years",
        "at best A",
    ):
        assert words in told


def test_the_page_tells_how_the_customer_pays_and_the_high_credit(client: Client) -> None:
    an_invoice(an_account(), "1200")
    told = page(client, "one", "C1")
    assert [words for words in ("Years of trade with us", "High credit", "1,200.00") if words not in told] == []


def test_without_anything_known_the_page_leads_to_the_questionnaire(client: Client) -> None:
    a_customer()
    assert "There are no statements of a full year" in page(client, "one", "C1")


def test_a_customer_is_assessed_and_waits_for_a_second_person(client: Client) -> None:
    with_statements()
    told = post(client, "assess", "C1", card="", notches="0", remark="")
    assert "A second person puts the grade in force" in told
    assert (Scoring.objects.count(), Request.objects.get().kind, Grade.objects.count()) == (1, "assessment", 0)
    assert "Waiting for approval" in page(client, "one", "C1")
    assert "All asked for an assessment of" in page(client, "assess", "C1")
    assert "Say why the grade is moved" in post(client, "assess", "C1", card="", notches="1", remark="")


def test_what_was_said_is_explained_and_said_again(client: Client) -> None:
    with_statements()
    post(client, "assess", "C1", card="", notches="0", remark="")
    scoring = Scoring.objects.get()
    assert "Neutral 50 and all effects" in page(client, "past", "C1", scoring.pk)
    assert "the same answer" in post(client, "again", "C1", scoring.pk)
    assert client.get(reverse("assessments:past", args=["C1", 0])).status_code == 404
    assert client.post(reverse("assessments:again", args=["C9", scoring.pk])).status_code == 404


def test_an_override_needs_a_grade_to_depart_from(client: Client) -> None:
    a_customer()
    told = post(client, "override", "C1", grade="B", last_day="2099-01-01", reason="lost its main buyer")
    assert "There is no grade in force" in told


def test_answers_keep_their_evidence_and_only_changes_are_kept(client: Client) -> None:
    a_customer()
    given = {"owner-value": "7", "owner-evidence": "visit", "dishonest-value": "0", "dishonest-evidence": "court site"}
    post(client, "questions", "C1", **given)
    post(client, "questions", "C1", **given | {"owner-value": "8"})
    kept = list(Answer.objects.order_by("pk").values_list("question", "value", "evidence"))
    assert [(code, int(value), evidence) for code, value, evidence in kept] == [
        ("dishonest", 0, "court site"),
        ("owner", 7, "visit"),
        ("owner", 8, "visit"),
    ]
    assert "court site" in page(client, "one", "C1")


def test_an_answer_without_evidence_and_evidence_without_an_answer_are_named_where_they_stand(client: Client) -> None:
    a_customer()
    typed = {"site_visit-value": "5", "owner-evidence": "visit", "prospects-value": "11"}
    form = client.post(reverse("assessments:questions", args=["C1"]), typed).context["form"]
    assert set(form.errors) == {"site_visit-evidence", "owner-value", "prospects-value"}
    assert "Say what the answer to “Site visit” rests on." in form.errors["site_visit-evidence"]
    assert {name: form[name].value() for name in typed} == typed
    assert Answer.objects.count() == 0


def load(client: Client, text: str) -> str:
    return post(client, "load", source="own copy", table=SimpleUploadedFile("values.csv", text.encode()))


def test_what_is_thought_of_an_industry_reaches_page_and_facts_and_the_latest_holds(client: Client) -> None:
    customer = a_customer()
    Customer.objects.update(industry="Machinery")
    form = {"industry": "Machinery", "outlook": "negative", "source": "the association", "competition": "many rivals"}
    one = client.get(reverse("assessments:industries"))
    assert "No industry noted yet" in one.content.decode()
    for grade, day in ((5, "2026-01-05"), (2, "2026-02-05")):
        assert "Saved." in post(client, "note_industry", **form | {"sector_grade": grade, "dated": day})
    told = page(client, "one", "C1")
    assert [words for words in ("many rivals", "<strong>D</strong>", "negative") if words not in told] == []
    found = queries.assessment_facts_for(customer_ids=[customer.pk], as_of=date(2026, 2, 5))
    assert found[customer.pk].facts["sector_grade"].value == 2


def test_the_industry_list_asks_the_same_for_one_and_for_three(client: Client) -> None:
    def note(name: str) -> int:
        draft = IndustryDraft(name, 3, "stable", "", "", TODAY, "the association")
        questions_answered.note_industry(draft=draft, actor=ME, today=TODAY)
        return questions(client, reverse("assessments:industries"))

    with_one = note("A")
    note("B")
    assert note("C") == with_one


def test_standard_values_are_loaded_from_a_table_or_not_at_all(client: Client) -> None:
    row = "机械,return_on_equity,2025,0.15,0.1,0.06,0.01,-0.08\n"
    assert "Row 3: Standard values cannot be loaded for “luck”. Nothing" in load(
        client, ROWS + row + "机械,luck,2025,1,2,3,4,5\n"
    )
    assert "Row 3: A row needs a year and five numbers" in load(
        client, ROWS + row + "机械,current_ratio,2025,1,x,3,4,5\n"
    )
    assert Benchmark.objects.count() == 0
    assert "1 rows loaded" in load(client, ROWS + row)
    assert "own copy" in page(client, "benchmarks")
    assert "not a CSV table" in load(client, ROWS)


def test_a_run_over_everybody_is_begun_and_shown(client: Client) -> None:
    a_customer()
    assert "once a second person approves" in post(client, "begin")
    run = PortfolioRun.objects.get()
    assert "Waiting for the background worker" in page(client, "progress", run.pk)
    assert client.get(reverse("assessments:progress", args=[0])).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(client: Client, many: int) -> None:
    for number in range(many):
        with_statements(f"C{number}")
    assert questions(client, reverse("assessments:list")) == 18


def test_a_card_is_drafted_edited_tried_submitted_and_shown(client: Client) -> None:
    a_customer()
    assert "Customers without statements" in page(client, "cards")
    assert "as shipped" in page(client, "card", "own_experience", 0)
    told = post(client, "draft", "own_experience")
    assert "A band begins with" in told
    typed = typed_in(client, "own_experience", 1)
    saved = post(
        client,
        "card",
        "own_experience",
        1,
        **typed | {"weight-0": "50", "points-0": "0, 10, 40, 55, 70, 85, 95, 99", "lowest_ratio": "-3"},
    )
    assert "The draft is saved" in saved
    card = queries.card_numbered(code="own_experience", number=1)
    first = card.characteristics[0]
    assert (first.weight, first.bands.values[-1], len(card.characteristics)) == (50, 99, 10)
    assert (card.clamp.lowest_ratio, card.clamp.highest_ratio) == (-3, 8)
    assert "list of numbers" in post(client, "card", "own_experience", 1, **typed | {"scale": "ten"})
    assert "tried on all customers" in post(client, "try_out", "own_experience", 1)
    assert "A second person must approve it" in post(client, "submit", "own_experience", 1)
    assert "Bands and points" in page(client, "card", "own_experience", 1)


def test_a_card_gives_plus_and_minus_once_it_is_told_to_and_back(client: Client) -> None:
    def ladder() -> int:
        return len(queries.card_numbered(code="own_experience", number=1).ladder)

    post(client, "draft", "own_experience")
    found = []
    for said in ("yes", "no"):
        typed = typed_in(client, "own_experience", 1)
        post(client, "card", "own_experience", 1, **typed | {"is_fine": said, "follows_parent": ""})
        found.append(ladder())
    assert (found, queries.card_numbered(code="own_experience", number=1).follows_parent) == ([20, 10], False)


def test_a_card_saved_as_it_was_opened_is_unchanged_and_shares_are_in_percent(client: Client) -> None:
    shipped = queries.card_numbered(code="standard", number=0)
    told = page(client, "card", "standard", 0)
    assert all(words in told for words in ("≤ 30 %", "≥ B … &lt; A", "yes <strong>D</strong>"))
    post(client, "draft", "standard")
    typed = typed_in(client, "standard", 1)
    assert typed["edges-1"] == "30, 45, 60, 70, 85"
    post(client, "card", "standard", 1, **typed)
    saved = queries.card_numbered(code="standard", number=1)
    assert (saved.characteristics, saved.caps) == (shipped.characteristics, shipped.caps)


def test_a_line_is_taken_off_and_another_put_on(client: Client) -> None:
    post(client, "draft", "standard")
    typed = typed_in(client, "standard", 1)
    new = {"code-16": "owner", "weight-16": "5", "edges-16": "5", "points-16": "0, 100", "side-16": "lower"}
    post(client, "card", "standard", 1, **typed | new | {"weight-0": "0"})
    codes = [each.code for each in queries.card_numbered(code="standard", number=1).characteristics]
    assert ("z_double_prime" in codes, codes[-1]) == (False, "owner")


def test_caps_are_edited_taken_off_and_put_on(client: Client) -> None:
    post(client, "draft", "own_experience")
    typed = typed_in(client, "own_experience", 1)
    new = {"cap-code-6": "seizures", "cap-edges-6": "1, 3", "cap-grades-6": "--, B, c", "cap-side-6": "lower"}
    post(client, "card", "own_experience", 1, **typed | new | {"cap-code-0": "", "cap-grades-1": "--, CC"})
    caps = queries.card_numbered(code="own_experience", number=1).caps
    assert [cap.code for cap in caps] == [
        "licence_revoked", "dishonest", "stop_order", "lawsuits_as_debtor", "years_of_trade", "seizures"
    ]  # fmt: skip
    assert (caps[0].bands.values, caps[-1].bands.values) == (("", "CC"), ("", "B", "C"))
    refused = post(client, "card", "own_experience", 1, **typed | {"cap-grades-1": "--, Z"})
    assert "names a grade that does not exist" in refused


def test_a_card_is_copied_under_a_code_of_its_own(client: Client) -> None:
    assert "A copy of" in page(client, "copy", "standard")
    assert "already" in post(client, "copy", "standard", new_code="own_experience", name="x")
    assert "Retail" in post(client, "copy", "standard", new_code="retail", name="Retail")
    assert queries.card_numbered(code="retail", number=1).is_in_use is False


@pytest.mark.parametrize(("code", "number"), [("standard", 7), ("luck", 0)])
def test_a_card_that_is_not_there_is_not_found(client: Client, code: str, number: int) -> None:
    assert client.get(reverse("assessments:card", args=[code, number])).status_code == 404


def typed_in(client: Client, code: str, number: int) -> dict[str, object]:
    """What the form holds as it is opened."""
    form = client.get(reverse("assessments:card", args=[code, number])).context["form"]
    opened = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in opened.items() if value not in (None, False)}


def test_what_the_address_leaves_out_of_the_windows_is_as_usual_and_a_turned_window_is_named(client: Client) -> None:
    address = reverse("assessments:proving")
    assert client.get(address, {"card": "standard"}).context["form"].errors == {}
    turned = client.get(address, {"card": "standard", "then_from": "2026-02-01", "then_to": "2026-01-01"})
    assert turned.context["form"].errors == {"then_to": ["The last day lies before the first day."]}


def test_finance_costs_that_stand_in_for_interest_are_flagged(client: Client) -> None:
    customer, flag = with_statements(), "finance costs stand in for it"
    assert flag not in page(client, "one", "C1")
    told = a_draft(reason="interest was a guess")
    silent = {code: amount for code, amount in told.amounts.items() if code != "interest_expense"}
    take_in_statement(customer=customer, draft=replace(told, amounts=silent), today=TODAY, actor=ME)
    assert flag in page(client, "one", "C1")


def test_without_past_scores_the_tools_say_so(client: Client) -> None:
    told = page(client, "proving")
    assert "is old enough to know" in told
    assert "nothing can be compared" in told


def test_an_uploaded_table_is_told_or_refused_by_its_row(client: Client) -> None:
    rows = [f"{score},{int(score < 30)},1" for score in range(100)] + [f"{score},,2" for score in range(50)]

    def sent(text: str) -> str:
        file = SimpleUploadedFile("t.csv", text.encode())
        return client.post(reverse("assessments:proving_table"), {"table": file}).content.decode()

    told = sent("score,bad,window\n" + "\n".join(rows))
    for words in (
        "100.0 %",
        "30 bad",
        "Fewer than 50 turned bad",
        "more often a leak",
        "Merged bins",
        "moved much",
        "1.000",
    ):
        assert words in told
    assert "there is nothing to tell apart" in sent("score,bad\n1,1\n2,1\n")
    assert "Row 3: A row needs a number as score" in sent("score,bad\n1,1\nx,1\n")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_assessment_is_printed_in_the_readers_language(client: Client, language: str) -> None:
    with_statements()
    a_customer("C2", name="无名")
    for number in ("C1", "C2"):
        told = client.get(reverse("assessments:paper", args=[number]), headers={"Accept-Language": language})
        assert (told["Content-Type"], told.content[:5]) == ("application/pdf", b"%PDF-")
