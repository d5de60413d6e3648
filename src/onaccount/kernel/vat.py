"""
Value-added-tax numbers of the European Union and the United Kingdom.

Terms: VAT number 增值税号, check digit 校验码. For the countries in VAT_WITH_CHECK_DIGITS shape and check digits are judged,
for the others the shape alone. Whether a number is registered, only the tax office (VIES) knows.
Source: European Commission, VIES "structure of VAT numbers"; check digits as each tax office publishes them.
"""

from onaccount.kernel.checkdigits import (
    FRENCH_KEY_ALPHABET,
    luhn_holds,
    mod_11_10_holds,
    mod_97,
    require_check,
    require_shape,
    weighted_sum,
)
from onaccount.kernel.reasons import Refusal
from onaccount.kernel.text import fold_code

SHAPES = {
    "AT": ["U99999999"],
    "BE": ["9" * 10],
    "BG": ["9" * 9, "9" * 10],
    "CY": ["99999999@"],
    "CZ": ["9" * 8, "9" * 9, "9" * 10],
    "DE": ["9" * 9],
    "DK": ["9" * 8],
    "EE": ["9" * 9],
    "EL": ["9" * 9],
    "ES": ["*9999999*"],
    "FI": ["9" * 8],
    "FR": ["%%999999999"],
    "GB": ["9" * 9, "9" * 12, "GD999", "HA999"],
    "HR": ["9" * 11],
    "HU": ["9" * 8],
    "IE": ["9*99999@", "9999999@@"],
    "IT": ["9" * 11],
    "LT": ["9" * 9, "9" * 12],
    "LU": ["9" * 8],
    "LV": ["9" * 11],
    "MT": ["9" * 8],
    "NL": ["999999999B99"],
    "PL": ["9" * 10],
    "PT": ["9" * 9],
    "RO": ["9" * length for length in range(2, 11)],
    "SE": ["999999999901"],
    "SI": ["9" * 8],
    "SK": ["9" * 10],
    "XI": ["9" * 9, "9" * 12, "GD999", "HA999"],
}

SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
SPANISH_COMPANY_LETTERS = "JABCDEFGHI"
SPANISH_COMPANY_KINDS = "ABCDEFGHJNPQRSUVW"


def vat(text: str) -> str:
    """
    The VAT number with its country's two letters, as VIES writes it (EL for Greece, GR is understood).

    Refuses `identity.country` for a country that is not listed, `identity.length`, `identity.character`, and, where the
    check digits are known, `identity.check_digit`. Positions count from the start of the country's letters.
    """
    written = fold_code(text)
    country = "EL" if written[:2] == "GR" else written[:2]
    if country not in SHAPES:
        raise Refusal("identity.country", kind="vat", country=country)
    number = written[2:]
    require_shape("vat", country + number, [country + shape for shape in SHAPES[country]])
    if country in CHECKS:
        holds, position = CHECKS[country]
        require_check(holds(number), kind="vat", position=position)
    return country + number


def _british(number: str) -> bool:
    if not number.isdigit():
        return True
    total = weighted_sum([int(digit) for digit in number[:7]], range(8, 1, -1)) + int(number[7:9])
    return total % 97 in (0, 42, 55)  # the old series, and the two offsets in use since 2010


def _french(number: str) -> bool:
    key, siren = number[:2], number[2:]
    if not siren.startswith("000") and not luhn_holds(siren):
        return False
    if key.isdigit():
        return int(key) == int(siren + "12") % 97
    first, second = (FRENCH_KEY_ALPHABET.index(character) for character in key)
    check = first * 24 + second - 10 if first < 10 else first * 34 + second - 100
    return (int(siren) + 1 + check // 11) % 11 == check % 11


def _spanish(number: str) -> bool:
    first, body, last = number[0], number[1:8], number[8]
    if first in SPANISH_COMPANY_KINDS:
        digit = next(digit for digit in range(10) if luhn_holds(f"{body}{digit}"))
        return last in (str(digit), SPANISH_COMPANY_LETTERS[digit])
    if first in "XYZ":
        first = str("XYZ".index(first))
    elif first in "KLM":
        first = "0"
    return first.isdigit() and last == SPANISH_LETTERS[int(first + body) % 23]


def _dutch(number: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    by_eleven = weighted_sum([int(digit) for digit in number[:9]], weights) % 11 == 0
    return by_eleven or mod_97("NL" + number) == 1


CHECKS = {
    "DE": (mod_11_10_holds, 11),
    "ES": (_spanish, 11),
    "FR": (_french, 3),
    "GB": (_british, 10),
    "IT": (luhn_holds, 13),
    "NL": (_dutch, 11),
    "XI": (_british, 10),
}

VAT_WITH_CHECK_DIGITS = frozenset(CHECKS)
