"""
Who feeds a stage 数据来源方: each stage that documents enter has one feeder, so that no value is counted from two sides.

Terms: fed stage 录入环节 (orders; deliveries; receivables with what is unposted and what is credited; bills), us 本系统 (documents are
entered here one by one, at the desk or over the interface), files 其他系统清单 (lists of the other system are imported). Only what enters
a stage is asked about: what moves on, is paid, cancelled or ended is nobody's new value.
"""

from enum import StrEnum

from msgspec import Struct

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules.intake import Judged, Problem


class Feeder(StrEnum):
    """Who feeds a stage; `ANY`: nobody said, both are accepted."""

    ANY = "any"
    US = "us"
    FILES = "files"


class Fed(StrEnum):
    """A stage that documents enter; a credit note enters where invoices do."""

    ORDERS = "orders"
    DELIVERIES = "deliveries"
    RECEIVABLES = "receivables"
    BILLS = "bills"


class Feeders(Struct, frozen=True):
    """Who feeds each stage of the segment of this name."""

    segment: str
    orders: Feeder = Feeder.ANY
    deliveries: Feeder = Feeder.ANY
    receivables: Feeder = Feeder.ANY
    bills: Feeder = Feeder.ANY

    def of(self, stage: Fed) -> Feeder:
        """Say who feeds a stage."""
        feeder: Feeder = getattr(self, stage)
        return feeder

    def refusal(self, stage: Fed, *, number: str, brought_by: Feeder) -> Refusal | None:
        """Say why a document may not enter a stage, if it may not: `trade.<stage>_fed_by_<feeder>`."""
        feeder = self.of(stage)
        if feeder in (Feeder.ANY, brought_by):
            return None
        return Refusal(f"trade.{stage}_fed_by_{feeder}", number=number, segment=self.segment, stage=stage.value)

    def admit(self, stage: Fed, *, number: str, run: int | None) -> None:
        """Refuse a document of an import run, or of none, that the stage's feeder does not bring, by the code `refusal` gives."""
        refused = self.refusal(stage, number=number, brought_by=Feeder.US if run is None else Feeder.FILES)
        if refused is not None:
            raise refused


def kept_out(judged: Judged, *, feeders: Feeders) -> Problem | None:
    """Say why a row of a list may not bring an item in, if it may not; what only settles or dates an item is never kept out."""
    if not judged.kind or judged.draft is None:
        return None
    refused = feeders.refusal(Fed.RECEIVABLES, number=judged.draft.number, brought_by=Feeder.FILES)
    return None if refused is None else Problem("number", refused.code, refused.facts)
