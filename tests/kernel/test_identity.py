"""Registration numbers as their standards and registers print them."""

from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel import identity
from onaccount.kernel.checkdigits import USCC_ALPHABET
from onaccount.kernel.reasons import Reason, Refusal

GENUINE = [
    (identity.uscc, "91350100M000100Y43", "91350100M000100Y43"),
    (identity.uscc, " 91110108551385082q ", "91110108551385082Q"),
    (identity.uscc, "９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43"),
    (identity.organisation_code, "551385082", "55138508-2"),
    (identity.organisation_code, "D2143569-X", "D2143569-X"),
    (identity.organisation_code_in, "91350100M000100Y43", "M000100Y-4"),
    (identity.lei, "213800KUD8LAJWSQ9D15", "213800KUD8LAJWSQ9D15"),
    (identity.iban, "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
    (identity.iban, "DE79 0000 0000 1234 5678 90", "DE79000000001234567890"),
    (identity.iban, "NL56AGDH9619008421", "NL56AGDH9619008421"),
    (identity.vat, "DE 136 695 976", "DE136695976"),
    (identity.vat, "FR40303265045", "FR40303265045"),
    (identity.vat, "FR23 334 175 221", "FR23334175221"),
    (identity.vat, "FR K7 399 859 412", "FRK7399859412"),
    (identity.vat, "FR 4Z 123 456 782", "FR4Z123456782"),
    (identity.vat, "GB 980 7806 84", "GB980780684"),
    (identity.vat, "GBGD001", "GBGD001"),
    (identity.vat, "XI980780684", "XI980780684"),
    (identity.vat, "IT 00743110157", "IT00743110157"),
    (identity.vat, "ES B58378431", "ESB58378431"),
    (identity.vat, "ES 54362315-K", "ES54362315K"),
    (identity.vat, "ES X-5253868-R", "ESX5253868R"),
    (identity.vat, "ES M-1234567-L", "ESM1234567L"),
    (identity.vat, "NL 004495445 B01", "NL004495445B01"),
    (identity.vat, "NL 002455799 B11", "NL002455799B11"),
    (identity.vat, "GR 094259216", "EL094259216"),
    (identity.vat, "ATU13585627", "ATU13585627"),
    (identity.vat, "RO 18547290", "RO18547290"),
]

WRONG = [
    (identity.uscc, "91350100M000100Y4", "identity.length", {"kind": "uscc", "length": 17, "expected": "18"}),
    (identity.uscc, "91350100I000100Y43", "identity.character", {"kind": "uscc", "position": 9, "character": "I"}),
    (identity.uscc, "9135O100M000100Y43", "identity.character", {"kind": "uscc", "position": 5, "character": "O"}),
    (identity.uscc, "91350100M000100Y44", "identity.check_digit", {"kind": "uscc", "position": 18}),
    (identity.organisation_code, "55138508-3", "identity.check_digit", {"kind": "organisation_code", "position": 9}),
    (identity.lei, "213800KUD8LAJWSQ9D14", "identity.check_digit", {"kind": "lei", "position": 19}),
    (identity.lei, "213800KUD8", "identity.length", {"kind": "lei", "length": 10, "expected": "20"}),
    (identity.iban, "US82WEST12345698765432", "identity.country", {"kind": "iban", "country": "US"}),
    (identity.iban, "GB82WEST1234", "identity.length", {"kind": "iban", "length": 12, "expected": "22"}),
    (identity.iban, "GB28WEST12345698765432", "identity.check_digit", {"kind": "iban", "position": 3}),
    (identity.vat, "US123456789", "identity.country", {"kind": "vat", "country": "US"}),
    (identity.vat, "GB123", "identity.length", {"kind": "vat", "length": 5, "expected": "7, 11, 14"}),
    (identity.vat, "GBHX001", "identity.character", {"kind": "vat", "position": 4, "character": "X"}),
    (identity.vat, "ATX13585627", "identity.character", {"kind": "vat", "position": 3, "character": "X"}),
    (identity.vat, "DE136695977", "identity.check_digit", {"kind": "vat", "position": 11}),
    (identity.vat, "FR40303265046", "identity.check_digit", {"kind": "vat", "position": 3}),
    (identity.vat, "FR41303265045", "identity.check_digit", {"kind": "vat", "position": 3}),
    (identity.vat, "GB980780685", "identity.check_digit", {"kind": "vat", "position": 10}),
    (identity.vat, "IT00743110158", "identity.check_digit", {"kind": "vat", "position": 13}),
    (identity.vat, "ESB58378432", "identity.check_digit", {"kind": "vat", "position": 11}),
    (identity.vat, "EST5836043A", "identity.check_digit", {"kind": "vat", "position": 11}),
    (identity.vat, "NL004495446B01", "identity.check_digit", {"kind": "vat", "position": 11}),
]

uscc_bodies = st.builds(
    lambda front, region, back: front + region + back,
    st.text(USCC_ALPHABET, min_size=2, max_size=2),
    st.text(digits, min_size=6, max_size=6),
    st.text(USCC_ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize(("read", "typed", "written"), GENUINE)
def test_a_genuine_number_is_returned_in_its_written_form(read, typed, written):
    assert read(typed) == written


@pytest.mark.parametrize(("read", "typed", "code", "facts"), WRONG)
def test_a_wrong_number_is_refused_with_what_is_wrong_and_where(read, typed, code, facts):
    with pytest.raises(Refusal) as refusal:
        read(typed)
    assert refusal.value.reason == Reason(code, facts)


def test_the_countries_whose_check_digits_are_judged_are_named():
    assert sorted(identity.VAT_WITH_CHECK_DIGITS) == ["DE", "ES", "FR", "GB", "IT", "NL", "XI"]


def test_an_invented_company_gets_a_well_formed_code():
    code = identity.make_uscc(authority="91", region="310115", organisation="MA1K2B3C")
    assert identity.uscc(code) == code
    assert identity.organisation_code_in(code).replace("-", "") == code[8:17]


@given(uscc_bodies)
def test_a_generated_check_character_always_passes(body):
    assert identity.uscc(body + identity.generate_check(body)) == body + identity.generate_check(body)


@given(uscc_bodies, st.integers(8, 16), st.sampled_from(USCC_ALPHABET))
def test_every_single_wrong_character_is_noticed(body, position, character):
    wrong = body[:position] + character + body[position + 1 :]
    assert (identity.generate_check(wrong) == identity.generate_check(body)) == (wrong == body)


@given(uscc_bodies, st.integers(8, 15))
def test_every_swap_of_neighbours_is_noticed(body, position):
    swapped = body[:position] + body[position + 1] + body[position] + body[position + 2 :]
    assert (identity.generate_check(swapped) == identity.generate_check(body)) == (swapped == body)


@given(st.text(digits + ascii_uppercase, min_size=18, max_size=18))
def test_exactly_one_pair_of_check_digits_makes_an_lei(body):
    passing = [pair for pair in range(2, 99) if passes(identity.lei, f"{body}{pair:02d}")]
    assert len(passing) == 1


def passes(read, text):
    try:
        read(text)
    except Refusal:
        return False
    return True
