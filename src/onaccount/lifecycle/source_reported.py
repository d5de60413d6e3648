"""An outside source says of itself that it has delivered, cannot be reached, or ended 数据来源状态."""

from onaccount.office.journal.rules import Actor
from onaccount.office.trays.intake import actions as intake
from onaccount.office.trays.intake.rules import SourceWord


def report_source(*, source: str, word: SourceWord, remark: str, actor: Actor) -> None:
    """Keep a source's word of itself; orders judged from now on see it, and a job judges again those that waited for it."""
    intake.report_source(source=source, word=word, remark=remark, actor=actor)
