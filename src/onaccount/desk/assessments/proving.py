"""The tools of score validation 模型检验 as a form and as tables: past scores with what became of the customers, or a table uploaded."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onaccount.assessment import labels, queries
from onaccount.assessment.queries import BadWhen, Window
from onaccount.assessment.rules.separation import Shift, Strength
from onaccount.assessment.rules.validation import (
    Movement,
    Outcome,
    ScoreBin,
    Validation,
    edges_of,
    moved,
    outcome_from_row,
    score_from_row,
    validated,
)
from onaccount.desk.assessments.forms import csv_rows, offered, row_refused
from onaccount.desk.assessments.wording import name_words
from onaccount.desk.components.answers import refused
from onaccount.desk.components.fields import DayField
from onaccount.desk.components.status import Tone
from onaccount.kernel.period import ONE_DAY
from onaccount.kernel.ratio import rounded
from onaccount.kernel.reasons import Refusal

A_YEAR = timedelta(days=365)
SHIFT_TONES = {Shift.NONE: Tone.GOOD, Shift.MINOR: Tone.WATCH, Shift.MAJOR: Tone.LATE}
IV_TONES = {Strength.STRONG: Tone.GOOD, Strength.MEDIUM: Tone.GOOD, Strength.WEAK: Tone.WATCH}


class WindowsForm(forms.Form):
    """Whose scores, from which days, and what counts as bad."""

    card = forms.ChoiceField(label=_("Scorecard"))
    then_from = DayField(label=_("Scores given from"))
    then_to = DayField(label=_("through"))
    late_days = forms.IntegerField(label=_("Bad is who was late by, days"), min_value=1, max_value=720)
    within_days = forms.IntegerField(label=_("within, days after the score"), min_value=1, max_value=1100)
    now_from = DayField(label=_("Compare with scores from"))
    now_to = DayField(label=_("through"))

    def __init__(self, data: Any, *, today: Any, cards: Sequence[Any]) -> None:
        usual = {
            "card": queries.card_with_outcomes(cards=[card.code for card in cards], until=today - A_YEAR),
            "then_from": today - 2 * A_YEAR,
            "then_to": today - A_YEAR,
            "late_days": 60,
            "within_days": 365,
            "now_from": today - A_YEAR + ONE_DAY,
            "now_to": today,
        }
        super().__init__(usual | (data.dict() if data else {}))
        offered(self, "card", [(card.code, name_words(card.name)) for card in cards])

    def clean(self) -> dict[str, Any]:
        """Refuse a window that ends before it begins, where its last day stands."""
        typed = super().clean() or {}
        for name in ("then", "now"):
            first, last = typed.get(f"{name}_from"), typed.get(f"{name}_to")
            if first and last and last < first:
                self.add_error(f"{name}_to", refused(Refusal("assessment.ends_before_it_begins")))
        return typed

    def told(self, *, customers: Any, today: Any) -> dict[str, Any]:
        """What the page draws of these windows; what cannot be said is said in words."""
        typed = self.cleaned_data
        then = Window(typed["then_from"], typed["then_to"])
        outcomes = queries.outcomes_of(
            customers=customers,
            card_code=typed["card"],
            window=then,
            bad_when=BadWhen(typed["late_days"], typed["within_days"]),
            today=today,
        )
        before = queries.scores_given(customers=customers, card_code=typed["card"], window=then)
        now_window = Window(typed["now_from"], typed["now_to"])
        now = queries.scores_given(customers=customers, card_code=typed["card"], window=now_window)
        return drawn(outcomes=outcomes, then=before, now=now)


class OutcomesForm(forms.Form):
    """A table somebody brings: score, bad, and where there are two windows which one."""

    table = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "UTF-8, with the columns score and bad (1 or 0). A column window with 1 and 2 parts two windows to compare; bad may be empty in the second."
        ),
    )

    def told(self) -> dict[str, Any]:
        """What the page draws of the table. Refuses `assessment.row_refused` with the row's number, and like `csv_rows`."""
        outcomes: list[Outcome] = []
        now: list[Decimal] = []
        for number, row in enumerate(csv_rows(self.cleaned_data["table"]), start=2):
            try:
                if row.get("window", "").strip() == "2":
                    now.append(score_from_row(row))
                else:
                    outcomes.append(outcome_from_row(row))
            except Refusal as refusal:
                raise row_refused(number, refusal) from refusal
        return drawn(outcomes=outcomes, then=[each.score for each in outcomes], now=now)


def drawn(*, outcomes: Sequence[Outcome], then: Sequence[Decimal], now: Sequence[Decimal]) -> dict[str, Any]:
    """Give the tables and the plot; the part that the figures do not allow is left out, with the reason."""
    edges = edges_of([each.score for each in outcomes] or then)
    found: dict[str, Any] = {"is_asked": True}
    try:
        found |= _validation(validated(outcomes=outcomes, edges=edges))
    except Refusal as refusal:
        young = _("No score of these days is old enough to know what became of the customer.")
        found["untold"] = labels.REASONS[refusal.code] if outcomes else young
    try:
        found |= _movement(moved(then=then, now=now, edges=edges), edges)
    except Refusal as refusal:
        found["unmoved"] = labels.REASONS[refusal.code]
    return found


def _validation(told: Validation) -> dict[str, Any]:
    return {
        "told": told,
        "count": told.goods + told.bads,
        "gini": _share(told.separation.gini),
        "gini_range": f"{_share(told.gini_from)} – {_share(told.gini_to)}",
        "ks": _share(told.separation.ks),
        "auc": rounded(told.separation.auc, places=3),
        "iv": rounded(told.evidence.iv, places=3),
        "iv_words": labels.STRENGTHS[told.evidence.strength],
        "iv_tone": IV_TONES.get(told.evidence.strength, Tone.LATE),
        "is_suspicious": told.evidence.strength is Strength.SUSPICIOUS,
        "bins": list(_bins(told, told.bins)),
        "merged": list(_bins(told, told.merged_bins)),
        "merged_iv": rounded(told.merged_evidence.iv, places=3),
        "curves": _curves(told),
        "finding": gettext("KS %(ks)s, Gini %(gini)s: the further apart the two lines, the better the score tells")
        % {"ks": _share(told.separation.ks), "gini": _share(told.separation.gini)},
    }


def _bins(told: Validation, bins: Sequence[ScoreBin]) -> Iterator[dict[str, Any]]:
    for each in bins:
        yield {
            "each": each,
            "words": _edges_words(each.lower, each.upper),
            "share": _share(Decimal(each.goods + each.bads) / (told.goods + told.bads)),
            "rate": _share(each.bad_rate),
            "woe": f"{rounded(each.woe, places=3):+}",
            "iv": rounded(each.iv_part, places=4),
        }


def _curves(told: Validation) -> dict[str, Any]:
    """The shares of all goods and of all bads below each edge, as two lines; at the end both would be everybody."""

    def below(counts: list[int], whole: int) -> list[float]:
        return [float(round(Decimal(100 * sum(counts[: at + 1])) / whole, 1)) for at in range(len(counts) - 1)]

    return {
        "kind": "line",
        "unit": "%",
        "categories": [f"< {each.upper.normalize():f}" for each in told.bins if each.upper is not None],
        "series": [
            {"name": gettext("bad"), "values": below([each.bads for each in told.bins], told.bads)},
            {"name": gettext("good"), "values": below([each.goods for each in told.bins], told.goods)},
        ],
    }


def _movement(found: Movement, edges: tuple[Decimal, ...]) -> dict[str, Any]:
    bounds = [None, *edges, None]
    before, after = sum(found.then), sum(found.now)
    shift = found.stability.shift
    return {
        "psi": rounded(found.stability.psi, places=3),
        "shift_words": labels.SHIFTS[shift],
        "shift_tone": SHIFT_TONES[shift],
        "has_empty_share": found.stability.has_empty_share,
        "counts": (before, after),
        "moves": [
            (
                _edges_words(bounds[at], bounds[at + 1]),
                then,
                _share(Decimal(then) / before),
                now,
                _share(Decimal(now) / after),
            )
            for at, (then, now) in enumerate(zip(found.then, found.now, strict=True))
        ],
    }


def _edges_words(lower: Decimal | None, upper: Decimal | None) -> str:
    if lower is None:
        return gettext("all") if upper is None else f"< {upper.normalize():f}"
    return f"≥ {lower.normalize():f}" if upper is None else f"{lower.normalize():f} – {upper.normalize():f}"


def _share(value: Decimal) -> str:
    return f"{rounded(value * 100, places=1)} %"
