"""One fault of a workbook as a line of text: sheet, row, line, and what is wrong."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onaccount.desk.components.figures import Manner, Unit
from onaccount.desk.components.sentences import sentence


def fault_text(*, fault: Any) -> str:
    """Say where the fault is and what is wrong, in the reader's language."""
    manner = Manner(language=get_language() or "zh-hans", unit=Unit.ONE)
    said = sentence(code=fault.code, facts=fault.facts, manner=manner)
    row = _("row %(row)s") % {"row": fault.row} if fault.row else ""
    place = " · ".join(part for part in (fault.sheet, row, fault.line) if part)
    return f"{place}{_(': ')}{said}" if place else said
