"""The written policy 赊账管理办法 is published: printed from the data in force, and staff confirm that they have read it."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from onaccount import limits
from onaccount.limits.queries.granting import KIND, granting_policy
from onaccount.limits.queries.written import articles_of
from onaccount.office.company.queries import company
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.paper.press import print_pdf
from onaccount.office.policy.queries import version_in_force

TEMPLATE = Path(limits.__file__ or "").parent / "paper" / "written_policy.typ"
READ = "granting.read"


def print_written(*, today: date, language: str) -> bytes:
    """Print the policy in force on the day as PDF, in the language that is switched on. Refuses policy.none_in_force."""
    version = version_in_force(kind=KIND, on=today)
    policy, own = granting_policy(on=today), company(on=today)
    assert policy is not None
    name, currency = (own.name, own.currency) if own else ("", "")
    data = {
        "company": name,
        "lang": language[:2],
        "title": _("Rules for selling on account"),
        "version": _("Version %(number)s, in force from %(day)s")
        % {"number": version.number, "day": version.active_from},
        "articles": [asdict(each) for each in articles_of(policy=policy, currency=currency)],
    }
    return print_pdf(template=TEMPLATE, data=data)


def confirm_reading(*, today: date, actor: Actor) -> None:
    """Note that the acting person has read the version in force. Refuses policy.none_in_force."""
    version = version_in_force(kind=KIND, on=today)
    journal.record(
        act=READ,
        actor=actor,
        subject=Subject("policy", version.pk),
        reason="",
        before=None,
        after={"kind": KIND, "number": version.number},
    )
