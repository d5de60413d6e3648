"""
Text as people and machines type it, brought to one form before it is compared.

Terms: full width 全角, half width 半角. Chinese input methods produce ＡＢＣ１２３（） where registers print ABC123(); Unicode's
compatibility form (NFKC) makes them the same. What people entered is kept and shown; the folded form is only compared.
"""

from unicodedata import category, normalize

from onaccount.kernel.reasons import Refusal

SEPARATORS = str.maketrans("", "", " -‐‑‒–—./_\t\n\u200b\ufeff")


def fold(text: str) -> str:
    """A name for comparison: half width, case folded, inner white space single, none at the ends."""
    return " ".join(normalize("NFKC", normalize("NFKC", text).casefold()).split())


def fold_code(text: str) -> str:
    """A code in its written form: half width, upper case, without the spaces, dashes, dots and slashes people add."""
    return normalize("NFKC", normalize("NFKC", text).translate(SEPARATORS).upper())


def fold_key(text: str) -> str:
    """What is left to search by: letters, digits and Chinese characters, half width, upper case, nothing between them."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.upper()))
    return "".join(sign for sign in normalize("NFKC", text).upper() if category(sign)[0] in "LN")


def plain_figure(text: str) -> str:
    """A figure as typed or pasted in plain characters: half width, without thousands separators and blanks."""
    return "".join(normalize("NFKC", text).replace(",", "").split())


def remark(text: str, *, longest: int) -> str:
    """Give what somebody typed to explain an act, without blanks around it. Refuses `typed.too_long`: more characters than that."""
    said = text.strip()
    if len(said) > longest:
        raise Refusal("typed.too_long", length=len(said), most=longest)
    return said
