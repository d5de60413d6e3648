"""What we say about our own company changes 公司设置: its name, language, money, and how much of the product it uses."""

from datetime import date

from onaccount.office.company.queries import KIND
from onaccount.office.company.rules import Company
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies


def change_company(*, company: Company, today: date, actor: Actor) -> None:
    """Keep the settings as a version of their own, so that it stays known who changed what when."""
    policies.settle(kind=KIND, content=company.as_json(), note="", active_from=today, actor=actor)
