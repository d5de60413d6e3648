"""Who acts at the command line 命令行操作者."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onaccount.office.journal.rules import Actor


def actor_of(username: str) -> "Actor":
    """The person with this user name, or the command line itself where none is named. Refuses `intake.maker_unknown`."""
    from onaccount.kernel.reasons import Refusal
    from onaccount.office.access.queries import person_of
    from onaccount.office.journal.rules import Actor, Channel

    if not username:
        return Actor("cli:import", Channel.CLI)
    person = person_of(username=username)
    if person is None:
        raise Refusal("intake.maker_unknown", username=username)
    return Actor(person.username, Channel.CLI, person.pk)
