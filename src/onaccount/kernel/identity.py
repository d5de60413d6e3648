"""
The numbers that say which company, or which bank account, is meant.

Terms: unified social credit code 统一社会信用代码 (USCC), organisation code 组织机构代码, LEI 全球法人识别编码,
VAT number 增值税号, IBAN 国际银行账号.
Each function takes what people type (full width, spaces, dashes, lower case) and returns the written form, or refuses with
what is wrong and where: `identity.length`, `identity.character`, `identity.check_digit`, `identity.country`.
A number that passes is well formed; only its register knows whether it exists.
Sources: GB 32100-2015, GB 11714-1997, ISO 17442-1, ISO 13616-1 and the SWIFT IBAN registry.
"""

from onaccount.kernel.checkdigits import USCC_ALPHABET, mod_97, require_check, require_shape, weighted_sum
from onaccount.kernel.reasons import Refusal
from onaccount.kernel.text import fold_code
from onaccount.kernel.vat import VAT_WITH_CHECK_DIGITS, vat

__all__ = [
    "IBAN_LENGTHS",
    "VAT_WITH_CHECK_DIGITS",
    "generate_check",
    "iban",
    "lei",
    "make_uscc",
    "organisation_code",
    "organisation_code_in",
    "uscc",
    "vat",
]

USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_IBAN_COUNTRIES_BY_LENGTH = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
IBAN_LENGTHS = {
    country: length for length, countries in _IBAN_COUNTRIES_BY_LENGTH.items() for country in countries.split()
}


def uscc(text: str) -> str:
    """
    The unified social credit code: 18 characters, the last one computed from the others (GB 32100).

    The organisation code inside is not judged here, as the check character already finds every single wrong character
    and every swap of neighbours; see `organisation_code_in`.
    """
    code = fold_code(text)
    require_shape("uscc", code, ["##999999##########"])
    require_check(generate_check(code[:17]) == code[17], kind="uscc", position=18)
    return code


def generate_check(seventeen: str) -> str:
    """The check character that makes these first 17 characters a unified social credit code."""
    body = fold_code(seventeen)
    require_shape("uscc", body, ["##999999#########"])
    return USCC_ALPHABET[-weighted_sum([USCC_ALPHABET.index(character) for character in body], USCC_WEIGHTS) % 31]


def make_uscc(*, authority: str, region: str, organisation: str) -> str:
    """
    A well-formed unified social credit code from its parts, for examples and invented companies.

    `authority` is registrar and kind ("91" for a company), `region` the six digits of the division, `organisation` the
    eight characters of the organisation code; both check characters are computed.
    """
    body = authority + region + organisation + _organisation_check(organisation)
    return body + generate_check(body)


def organisation_code(text: str) -> str:
    """The organisation code that preceded the USCC, written 12345678-9 with its check character (GB 11714)."""
    code = fold_code(text)
    require_shape("organisation_code", code, ["********+"])
    require_check(_organisation_check(code[:8]) == code[8], kind="organisation_code", position=9)
    return f"{code[:8]}-{code[8]}"


def organisation_code_in(code: str) -> str:
    """The organisation code inside a unified social credit code (its 9th to 17th character). Refuses like both."""
    return organisation_code(uscc(code)[8:17])


def lei(text: str) -> str:
    """The legal entity identifier: 18 letters or digits and two check digits (ISO 17442, MOD 97-10)."""
    code = fold_code(text)
    require_shape("lei", code, ["*" * 18 + "99"])
    require_check(mod_97(code) == 1, kind="lei", position=19)
    return code


def iban(text: str) -> str:
    """The international bank account number without spaces; country, length and check digits are judged."""
    number = fold_code(text)
    length = IBAN_LENGTHS.get(number[:2])
    if length is None:
        raise Refusal("identity.country", kind="iban", country=number[:2])
    require_shape("iban", number, ["@@99" + "*" * (length - 4)])
    require_check(mod_97(number[4:] + number[:4]) == 1, kind="iban", position=3)
    return number


def _organisation_check(eight: str) -> str:
    check = -weighted_sum([int(character, 36) for character in eight], ORGANISATION_WEIGHTS) % 11
    return "X" if check == 10 else str(check)
