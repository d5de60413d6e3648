"""
Text that a spreadsheet program would run as a formula, made harmless on the way out and restored on the way in.

Terms: formula injection 公式注入. A spreadsheet runs what begins with = + - @, also in full width, also after spaces,
control and invisible characters, and also after a line break, a tab or `;`, where another locale cuts the cell in two.
An apostrophe before it makes it text. Text that already has the apostrophe gets one more, so that reading back what was
written always gives the original: `restored(text=harmless(text=t)) == t` for every t.
"""

import re

IGNORED = r"\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
DANGER = r"=+\-@\t\r＝＋－＠﹢﹣﹦﹫⁺⁻⁼₊₋₌−"
STARTS = r"(?:\A|(?<=[\n\r\t;；]))"
TO_PROTECT = re.compile(rf"{STARTS}(?='*[{IGNORED}]*[{DANGER}])")
PROTECTED = re.compile(rf"{STARTS}'(?='*[{IGNORED}]*[{DANGER}])")


def harmless(*, text: str) -> str:
    """The text with an apostrophe at every place where a spreadsheet would begin to read a formula."""
    return TO_PROTECT.sub("'", text)


def restored(*, text: str) -> str:
    """The text as it was before `harmless`."""
    return PROTECTED.sub("", text) if "'" in text else text
