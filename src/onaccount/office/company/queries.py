"""Reading our own company 本公司."""

from datetime import date

from onaccount.office.company.rules import Company
from onaccount.office.policy import queries as policy

KIND = "company"


def company(*, on: date) -> Company | None:
    """Give our own company as it was set up on a day; None before it was founded here."""
    version = policy.find_in_force(kind=KIND, on=on)
    return Company.from_json(version.content) if version else None


def own_currency(*, on: date) -> str:
    """Give the currency of our own books on a day: what a form opens with; CNY before the company was founded here."""
    own = company(on=on)
    return own.currency if own else "CNY"
