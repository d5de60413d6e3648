"""
What every registration number has in common: a shape, and check digits computed from the rest.

Terms: check digit 校验码, shape 编码格式. A number that does not pass is a Refusal that names what is wrong and where:
`identity.length`, `identity.character` (position counted from one) or `identity.check_digit`, each with its `kind`.
"""

from collections.abc import Sequence
from string import ascii_uppercase, digits

from onaccount.kernel.reasons import Refusal

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FRENCH_KEY_ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"

CLASSES = {
    "9": digits,
    "@": ascii_uppercase,
    "*": digits + ascii_uppercase,
    "#": USCC_ALPHABET,
    "%": FRENCH_KEY_ALPHABET,
    "+": digits + "X",
}


def require_shape(kind: str, value: str, shapes: Sequence[str]) -> None:
    """
    Refuse a value that fits none of the shapes.

    In a shape 9 is a digit, @ a letter, * either, # a USCC character, % a French key character, + a digit or X, and any
    other character stands for itself.
    """
    same_length = [shape for shape in shapes if len(shape) == len(value)]
    if not same_length:
        expected = ", ".join(str(length) for length in sorted({len(shape) for shape in shapes}))
        raise Refusal("identity.length", kind=kind, length=len(value), expected=expected)
    position = max(_first_misfit(value, shape) for shape in same_length)
    if position < len(value):
        raise Refusal("identity.character", kind=kind, position=position + 1, character=value[position])


def require_check(passed: bool, *, kind: str, position: int) -> None:
    """Refuse a value whose check digit, at this position counted from one, does not follow from the rest."""
    if not passed:
        raise Refusal("identity.check_digit", kind=kind, position=position)


def _first_misfit(value: str, shape: str) -> int:
    for position, (character, sign) in enumerate(zip(value, shape, strict=True)):
        if character not in CLASSES.get(sign, sign):
            return position
    return len(value)


def weighted_sum(values: Sequence[int], weights: Sequence[int]) -> int:
    """The sum of the values, each times its weight."""
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


def mod_97(text: str) -> int:
    """The remainder by 97 of the text read as one number, letters counting 10 to 35 (ISO 7064 MOD 97-10)."""
    return int("".join(str(int(character, 36)) for character in text)) % 97


def luhn_holds(number: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(map(int, number[::-2])) + sum(doubled)) % 10 == 0


def mod_11_10_holds(number: str) -> bool:
    """Whether the last digit is the ISO 7064 MOD 11,10 check digit of the others."""
    product = 10
    for digit in number[:-1]:
        product = 2 * ((product + int(digit)) % 10 or 10) % 11
    return (product + int(number[-1])) % 10 == 1
