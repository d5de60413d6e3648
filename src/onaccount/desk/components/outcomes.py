"""What a check answered 检查结论, with its tone; every outcome there is."""

from typing import Final

from onaccount.desk.components.status import Status, Tone
from onaccount.ordercheck import labels
from onaccount.ordercheck.rules import Outcome

PASSES: Final = (Outcome.RELEASE.value, Outcome.WARN.value)
_TONES: Final = {Outcome.RELEASE: Tone.GOOD, Outcome.WARN: Tone.WATCH}


def outcome_status(outcome: str) -> Status:
    """Name an outcome with its tone: whatever does not pass stops the order."""
    return Status(_TONES.get(Outcome(outcome), Tone.STOPPED), labels.OUTCOMES[outcome])
