"""The documents name every setting and no setting that does not exist."""

import re

from tests.architecture import shape


def test_the_table_of_settings_is_complete_and_true() -> None:
    source = "\n".join(file.read_text("utf-8") for file in shape.modules())
    used = set(re.findall(r"\bONACCOUNT_[A-Z_]+[A-Z]\b", source)) - {"ONACCOUNT_APPS"}
    used |= {
        f"ONACCOUNT_{name}"
        for name in re.findall(r'environment\.(?:text|flag)\("([A-Z_]+)"|(?<!\w)text\("([A-Z_]+)"', source)
        for name in name
        if name
    }
    told = set(re.findall(r"`(ONACCOUNT_[A-Z_]+)`", (shape.ROOT / "docs/operations/settings.md").read_text("utf-8")))
    assert told == used
