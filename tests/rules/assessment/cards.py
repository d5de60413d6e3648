"""Cards and facts for the laws of scorecards: drawn so that more is always better."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from onaccount.assessment.rules.scorecard import Cap, Characteristic, Known, Missing, Scorecard
from onaccount.assessment.rules.shipped import OWN_EXPERIENCE
from onaccount.kernel.bands import BandTable, Inclusive

TODAY = date(2026, 11, 21)
CODES = ("payment_index", "current_ratio", "site_visit")
VALUES = st.integers(-60, 160).map(lambda tenths: Decimal(tenths) / 10)


def known(value: Decimal | int | str, as_of: date = TODAY) -> Known:
    return Known(Decimal(value), as_of, "test")


@st.composite
def rising_tables(draw: st.DrawFn) -> BandTable[Decimal]:
    bounds = sorted(set(draw(st.lists(VALUES, min_size=1, max_size=4))))
    points = sorted(draw(st.tuples(*[st.integers(0, 100)] * (len(bounds) + 1))))
    return BandTable.rising(
        bounds=bounds, values=[Decimal(each) for each in points], inclusive=draw(st.sampled_from(Inclusive))
    )


@st.composite
def rising_cards(draw: st.DrawFn) -> Scorecard:
    lines = tuple(
        Characteristic(
            code,
            Decimal(draw(st.integers(1, 40))),
            draw(rising_tables()),
            draw(st.sampled_from([Missing.ZERO, Missing.NEUTRAL, Missing.REWEIGH])),
            draw(st.sampled_from([None, 100])),
        )
        for code in CODES
    )
    cap = Cap("dishonest", BandTable.rising(bounds=[1], values=["", "C"], inclusive=Inclusive.LOWER), "")
    return replace(OWN_EXPERIENCE, characteristics=lines, caps=(cap,))


facts = st.dictionaries(st.sampled_from(CODES), VALUES.map(known), min_size=1)
