"""What a view says when the business says no."""

from django.utils.translation import get_language

from onaccount.desk.components.sentences import refusal_text
from onaccount.kernel.reasons import Refusal


def refused(refusal: Refusal) -> str:
    """This function will say a refusal in the reader's language, for a message or a form's error."""
    return refusal_text(refusal=refusal, language=get_language() or "zh-hans")
