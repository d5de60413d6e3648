"""
Text as people and machines type it, brought to one form before it is compared.

Terms: full width 全角, half width 半角. Chinese input methods produce ＡＢＣ１２３（） where registers print ABC123(); Unicode's
compatibility form (NFKC) makes them the same. What people entered is kept and shown; the folded form is only compared.
"""

from decimal import Decimal, InvalidOperation
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
    """
    A figure as typed or pasted in plain characters: half width, without thousands separators and blanks. Raises `ValueError` for one
    with an exponent.
    """
    plain = "".join(normalize("NFKC", text).replace(",", "").split())
    if has_exponent(plain):
        raise ValueError(text)
    return plain


def has_exponent(figure: str) -> bool:
    """Whether a figure is written as 1e9, which machines would read and no person means as an amount."""
    return "e" in figure.casefold()


def figure_in(text: str) -> Decimal:
    """Read a figure as typed or pasted, exactly. Raises `ValueError` for what is none, or not finite, or has an exponent."""
    try:
        figure = Decimal(plain_figure(text))
    except InvalidOperation:
        raise ValueError(text) from None
    if not figure.is_finite():
        raise ValueError(text)
    return figure


def remark(text: str, *, longest: int) -> str:
    """Give what somebody typed to explain an act, without blanks around it. Refuses `typed.too_long`: more characters than that."""
    said = text.strip()
    if len(said) > longest:
        raise Refusal("typed.too_long", length=len(said), most=longest)
    return said
