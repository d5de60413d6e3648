"""The company says where the documents of a segment's stages come from 数据来源方: entered here, or from the other system's lists."""

from onaccount.office.journal.rules import Actor
from onaccount.trade import actions as trade
from onaccount.trade.models import Segment
from onaccount.trade.rules import Feeders


def choose_feeders(*, segment: Segment, feeders: Feeders, reason: str, actor: Actor) -> Segment:
    """Choose who feeds each stage of a segment from now on. Refuses like `trade.choose_feeders`."""
    return trade.choose_feeders(segment=segment, feeders=feeders, reason=reason, actor=actor)
