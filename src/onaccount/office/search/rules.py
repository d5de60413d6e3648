"""
The forms under which a name or a number is found.

Terms: search key 搜索键, pinyin 拼音, initials 拼音首字母. A key is folded (half width, upper case, no blanks, dashes or
brackets), and so is what people type, so that 云汀精工（澄州） is found by 云汀精工(澄州), YTJG and YUNTING.
"""

from dataclasses import dataclass
from itertools import chain

from onaccount.kernel.text import fold_key

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found: `kind` and `subject_id` say what, `keys` how, `label` what the list of hits shows."""

    kind: str
    subject_id: int
    customer_id: int
    keys: tuple[str, ...]
    label: str


def folded(text: str) -> str:
    """The form in which keys are stored and compared: letters, digits and Chinese characters only, upper case."""
    return fold_key(text)[:LONGEST_KEY]


def pinyin(name: str) -> str:
    """The whole name in toneless pinyin without blanks, upper case: 云汀精工 is YUNTINGJINGGONG."""
    return folded("".join(_spoken(name, is_short=False)))


def initials(name: str) -> str:
    """The first letter of each Chinese character, other letters and digits as they are: 云汀精工 A1 is YTJGA1."""
    return folded("".join(_spoken(name, is_short=True)))


def _spoken(name: str, *, is_short: bool) -> list[str]:
    """Each character as it is spoken. The dictionary takes 58 MB: a process loads it with the first name that needs it."""
    if name.isascii():
        return [name]
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(name, style=Style.FIRST_LETTER if is_short else Style.NORMAL)


def name_keys(name: str) -> tuple[str, ...]:
    """Every key under which a name is found: as written, in pinyin, by initials; each once."""
    return tuple(dict.fromkeys(key for key in (folded(name), pinyin(name), initials(name)) if key))


def number_keys(number: str) -> tuple[str, ...]:
    """A number as written, and without the zeros in front that one system writes and the next leaves out."""
    whole = folded(number)
    bare = whole.lstrip("0")
    if bare in {"", whole}:
        return (whole,) if whole else ()
    return whole, bare


def unique(*keys: tuple[str, ...]) -> tuple[str, ...]:
    """These keys in order, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(keys)))
