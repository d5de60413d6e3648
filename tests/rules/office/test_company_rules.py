import pytest

from onaccount.kernel.reasons import Refusal
from onaccount.office.company.rules import Company

YANSHI = Company("Yanshi", "en", "CNY", frozenset({"groups", "quantity"}))


def test_a_company_comes_back_from_its_stored_form() -> None:
    assert Company.from_json(YANSHI.as_json()) == YANSHI
    assert YANSHI.as_json()["dimensions"] == ["groups", "quantity"]


def test_only_what_is_switched_on_is_used() -> None:
    assert (YANSHI.uses("groups"), YANSHI.uses("segments")) == (True, False)


@pytest.mark.parametrize(
    ("name", "language", "dimensions", "code"),
    [
        (" ", "en", (), "company.name_missing"),
        ("Yanshi", "fr", (), "company.language_unknown"),
        ("Yanshi", "en", ("colour",), "company.dimension_unknown"),
    ],
)
def test_a_company_that_cannot_be_is_refused(name: str, language: str, dimensions: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        Company(name, language, "CNY", frozenset(dimensions))
    assert refused.value.code == code
