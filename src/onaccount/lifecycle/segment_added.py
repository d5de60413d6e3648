"""The company tells another business line or legal entity apart 新增信用范围."""

from onaccount.office.journal.rules import Actor
from onaccount.trade import actions as trade
from onaccount.trade.models import Segment


def add_segment(*, code: str, name: str, horizon_days: int | None, actor: Actor) -> Segment:
    """Open a segment. Refuses like `trade.add_segment`."""
    return trade.add_segment(code=code, name=name, horizon_days=horizon_days, actor=actor)
