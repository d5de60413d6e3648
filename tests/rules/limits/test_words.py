"""Every code that limits can answer with has its sentence."""

import re
from pathlib import Path

from onaccount.limits import labels

SOURCE = Path(labels.__file__).parent
CODE = re.compile(r'(?:Reason|Refusal)\(f?"(limits\.[a-z_.]+)(?:\{source\})?"')


def test_every_refusal_and_question_has_words() -> None:
    files = [file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts]
    used = {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}
    codes = used | {f"{code}{source}" for code in used if code.endswith(".") for source in ("limit", "history")}
    wordless = {code for code in codes if not code.endswith(".")} - labels.REASONS.keys()
    assert (len(used) > 25, wordless) == (True, set())
