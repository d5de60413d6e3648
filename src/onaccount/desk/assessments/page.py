"""What the page of one assessment draws: what holds, what is known now and how it scores, why, and what would lift it."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from onaccount.assessment import access, labels, queries
from onaccount.assessment.queries import Ground, Judged
from onaccount.assessment.rules import place_of
from onaccount.assessment.rules.altman import EM_CONSTANT, SHIPPED_CLAMP, Model
from onaccount.assessment.rules.data_points import BY_CODE, DATA_POINTS, Part
from onaccount.assessment.rules.figures import Year, trend
from onaccount.assessment.rules.industry import Placed, edition_of, placed
from onaccount.assessment.rules.lifting import lifts
from onaccount.assessment.rules.on_file import KIND_OF, is_stale
from onaccount.assessment.rules.payment import high_credit
from onaccount.assessment.rules.scorecard import NEUTRAL, Contribution
from onaccount.customers.labels import CHOICES
from onaccount.desk.assessments import wording
from onaccount.desk.assessments.drawings import Small, small_svg, waterfall
from onaccount.desk.components.figures import EXACT, money_text
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.components.status import Tone
from onaccount.kernel.calendar import add_months
from onaccount.kernel.money import Money
from onaccount.kernel.period import last_day_before
from onaccount.kernel.reasons import Refusal
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest
from onaccount.trade import queries as trade

SHOWN = (
    "current_ratio",
    "quick_ratio",
    "debt_to_assets",
    "interest_cover",
    "gross_margin",
    "net_margin",
    "return_on_assets",
    "return_on_equity",
    "cash_to_profit",
    "days_receivable",
    "days_inventory",
    "cash_conversion_cycle",
    "asset_turnover",
    "sales_growth",
)
ZONE_TONES = {"distress": Tone.LATE, "grey": Tone.WATCH, "safe": Tone.GOOD}
AT_MOST = 20
Answered = Mapping[str, tuple[Decimal, date, str]]


def shown(*, customer: Any, request: SignedRequest) -> dict[str, Any]:
    """Give the template everything it draws of one customer."""
    today = request.today
    names = {card.code: card.name for card in queries.cards_in_force(on=today)}
    held = queries.assessment_in_force(customer_id=customer.pk, as_of=today)
    ground = queries.assessment_facts_for(customer_ids=[customer.pk], as_of=today)[customer.pk]
    standards = queries.standards_by_industry(as_of=today).get(customer.industry, {})
    answered = queries.answers_of(customer_ids=[customer.pk], as_of=today).get(customer.pk, {})
    now = _now(ground, request, names)
    ground = now.get("seen", ground)
    return {
        "customer": customer,
        "held": held,
        "held_pd": held and wording.chance_words(held.pd),
        "held_last_day": held and last_day_before(held.valid_to),
        "held_card": held and held.model and wording.card_words(names, held.model.code, held.model.number),
        "known": len(ground.facts),
        **now,
        "is_better_now": held and "scored" in now and place_of(now["scored"].grade) < place_of(held.grade),
        "small": list(_small(ground.years, standards)),
        "editions": list(_editions(customer.industry, ground.years)),
        "indicators": list(_indicators(ground.years)),
        "statement": ground.years[0].statement if ground.years else None,
        "answers": list(_answers(answered)),
        **_sector(customer.industry, today),
        "behaviour": list(_behaviour(customer, ground, today)),
        "filed": list(_filed(ground, answered, today)),
        "history": [_past(row, names) for row in queries.scorings_of(customer=customer)[:AT_MOST]],
        "waiting": queries.waiting_of(customer=customer),
        "may_assess": may(person=request.person, permission=access.GRADE, today=today),
    }


def _now(ground: Ground, request: SignedRequest, names: dict[str, str]) -> dict[str, Any]:
    """How the customer scores on what is known now, or why it does not."""
    try:
        found = queries.judged_on(ground=ground, card_code=None, notches=0, as_of=request.today)
    except Refusal as refusal:
        return {"refused": wording.reason_words(refusal.reason, manner_of(request=request)), "clamp": SHIPPED_CLAMP}
    return explained(found, notches=0, request=request, names=names)


def explained(found: Judged, *, notches: int, request: SignedRequest, names: dict[str, str]) -> dict[str, Any]:
    """Explain a score: waterfall, lines of arithmetic, reasons, and what would lift the grade."""
    told = found.scored
    ordered = sorted(told.contributions, key=lambda each: -abs(each.effect))
    counted = [each for each in ordered if each.share]
    able = lifts(card=found.card, facts=found.ground.facts, notches=notches, as_of=request.today)
    return {
        "seen": found.ground,
        "clamp": found.card.clamp,
        "scored": told,
        "scored_pd": wording.chance_words(told.probability),
        "card": wording.card_words(names, found.card.code, found.card.number),
        "waterfall": waterfall(
            names=[wording.point_name(each.code) for each in counted],
            effects=[each.effect for each in counted],
            start=NEUTRAL,
            labels=(_("Neutral"), _("Score")),
        ),
        "finding": _finding(counted),
        "lines": [_line(each, found) for each in ordered],
        "reasons": [wording.reason_words(reason, manner_of(request=request)) for reason in told.reasons],
        "lifts": [
            {
                "name": wording.point_name(lift.code),
                "now": wording.value_words(lift.code, lift.value),
                "needs": wording.lift_words(lift),
                "grade": lift.grade,
                "score": lift.score,
            }
            for lift in able
        ],
    }


def _finding(counted: list[Contribution]) -> str:
    """The title of the waterfall: what raised the score most, and what lowered it most."""
    up = max(counted, key=lambda each: each.effect)
    down = min(counted, key=lambda each: each.effect)
    words = []
    if up.effect > 0:
        words.append(
            _("“%(name)s” raises the score most (+%(by).1f)") % {"name": wording.point_name(up.code), "by": up.effect}
        )
    if down.effect < 0:
        words.append(
            _("“%(name)s” lowers it most (−%(by).1f)") % {"name": wording.point_name(down.code), "by": -down.effect}
        )
    return _(", ").join(words) or _("Nothing moves the score from neutral")


def _line(each: Contribution, found: Judged) -> dict[str, Any]:
    known = found.ground.facts.get(each.code)
    return {
        "each": each,
        "name": wording.point_name(each.code),
        "part": labels.PARTS[BY_CODE[each.code].part],
        "value": wording.value_words(each.code, each.value),
        "source": "" if known is None else wording.source_words(known.source),
        "as_of": None if known is None else known.as_of,
        "points": each.points if each.share else None,
        "effect": f"{each.effect:+.2f}" if each.share else "--",
    }


def _small(years: tuple[Year, ...], standards: Any) -> Iterator[dict[str, Any]]:
    places = {each.code: each for each in placed(years[0], standards=standards)} if years else {}
    for code in SHOWN:
        row = trend(years, code=code)
        if row:
            yield _small_one(code, row, places.get(code))


def _small_one(code: str, row: Any, place: Placed | None) -> dict[str, Any]:
    values = tuple(value for _day, value in row)
    told = _(", ").join(f"{day.year} {wording.value_words(code, value)}" for day, value in row)
    average = None if place is None else place.standards[2]
    return {
        "name": wording.point_name(code),
        "value": wording.value_words(code, values[-1]),
        "row": [(day.year, wording.value_words(code, value)) for day, value in row],
        "drawing": small_svg(Small(values, average, told)),
        "years": f"{row[0][0].year} – {row[-1][0].year}" if len(row) > 1 else str(row[0][0].year),
        "average": wording.value_words(code, average),
        "level": "" if place is None else labels.LEVELS[place.level],
    }


def _sector(industry: str, today: date) -> dict[str, Any]:
    """What the industry file says of the customer's industry."""
    note = queries.industries_on(as_of=today).get(industry)
    if note is None:
        return {"sector": None}
    return {
        "sector": note,
        "sector_letter": wording.sector_words(note.sector_grade),
        "sector_outlook": CHOICES[note.outlook],
    }


def _behaviour(customer: Any, ground: Ground, today: date) -> Iterator[tuple[str, str]]:
    """How the customer pays us, as our ledger says: every figure, whether the card looks at it or not, and the high credit."""
    for code in (point.code for point in DATA_POINTS if point.part is Part.BEHAVIOUR):
        if code in ground.facts:
            yield wording.point_name(code), wording.value_words(code, ground.facts[code].value)
    changes = trade.balance_changes(customer=customer, currency=customer.currency, until=today)
    if changes:
        highest = high_credit(changes=changes, since=add_months(today, -12))
        yield _("High credit, twelve months"), money_text(value=Money(highest, customer.currency), manner=EXACT)


def _editions(industry: str, years: tuple[Year, ...]) -> Iterator[dict[str, Any]]:
    """Each edition of Altman's score that book values allow, its zone, for whom it was made, and which one counts here."""
    if not years:
        return
    try:
        counts: Model | None = edition_of(industry)
    except Refusal:
        counts = None
    whom = {
        "z_prime": _("private manufacturers"),
        "z_double_prime": _("everybody but financial firms"),
        "em_score": _("Z″ plus 3.25, read as a rating"),
    }
    for code, model, shift in (
        ("z_prime", Model.Z_PRIME, Decimal(0)),
        ("z_double_prime", Model.Z_DOUBLE_PRIME, Decimal(0)),
        ("em_score", Model.Z_DOUBLE_PRIME, EM_CONSTANT),
    ):
        score = years[0].points.get(code)
        if score is None:
            continue
        zone, words = wording.zone_words(model, score - shift)
        yield {
            "name": wording.point_name(code),
            "values": [wording.value_words(code, year.points.get(code)) for year in years[:3]],
            "zone": words,
            "tone": ZONE_TONES[zone],
            "grey": wording.bounds_words(model, shift),
            "whom": whom[code],
            "counts": counts is model and not shift,
            "held": _(", ").join(each.upper() for each in years[0].held),
        }


def _indicators(years: tuple[Year, ...]) -> Iterator[dict[str, Any]]:
    cuts = {"springate": ("0.862", False), "taffler": ("0", False), "zmijewski": ("0", True)}
    for code, (cut, fails_above) in cuts.items():
        score = years[0].points.get(code) if years else None
        if score is None:
            continue
        failing = score > Decimal(cut) if fails_above else score < Decimal(cut)
        yield {
            "name": wording.point_name(code),
            "value": wording.value_words(code, score),
            "cut": ("> " if fails_above else "< ") + cut,
            "tone": Tone.LATE if failing else Tone.GOOD,
            "word": _("points to distress") if failing else _("sound"),
        }


def _filed(ground: Ground, answered: Answered, today: date) -> Iterator[dict[str, Any]]:
    """What the credit file says of what models look at, where no answer of a person stands in its place."""
    for code in BY_CODE:
        known = ground.facts.get(code)
        if known is None or code not in KIND_OF or answered.get(code) == (known.value, known.as_of, known.source):
            continue
        yield {
            "name": wording.point_name(code),
            "value": wording.value_words(code, known.value),
            "day": known.as_of,
            "source": known.source,
            "is_stale": is_stale(code, known, as_of=today),
        }


def _answers(found: Answered) -> Iterator[dict[str, Any]]:
    for code in BY_CODE:
        if code in found:
            value, day, evidence = found[code]
            yield {
                "name": wording.point_name(code),
                "value": wording.value_words(code, value),
                "day": day,
                "evidence": evidence,
            }


def _past(row: Any, names: dict[str, str]) -> dict[str, Any]:
    return {"row": row, "card": wording.card_words(names, row.card_code, row.card_number)}
