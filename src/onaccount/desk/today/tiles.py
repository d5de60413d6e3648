"""The tiles of the first page: a count, what it is, where it leads."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from onaccount.desk.components.status import Tone
from onaccount.kernel.money import Money
from onaccount.ordercheck.queries import TrialRun
from onaccount.reporting.queries import Waiting


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile; `amount` instead of a count where money is what matters."""

    label: str
    address: str
    tone: Tone
    count: int | None = None
    amount: Money | None = None
    note: str = ""


def tiles_of(*, waiting: Waiting, trial: TrialRun | None) -> list[Tile]:
    """Give the tiles in the order of urgency; a tone other than good asks for a look. `trial` only while it runs."""
    counted = (
        (_("Held orders"), "orders:holds", waiting.held_orders, Tone.STOPPED),
        (_("Waiting for my approval"), "approvals:todo", waiting.approvals, Tone.WATCH),
        (_("My tasks"), "threads:tasks", waiting.tasks, Tone.WATCH),
        (_("Limits ending within 14 days"), "limits:list", waiting.expiring_limits, Tone.WATCH),
    )
    tiles = [
        Tile(label, reverse(name), tone if count else Tone.GOOD, count=count) for label, name, count, tone in counted
    ]
    if trial is not None:
        note = _("of %(orders)s orders checked") % {"orders": trial.orders}
        tone = Tone.WATCH if trial.held else Tone.GOOD
        tiles.insert(
            1, Tile(_("Trial run: would have been held"), reverse("policies:trial"), tone, trial.held, note=note)
        )
    return tiles + [
        Tile(
            _("Overdue"),
            f"{reverse('receivables:aging')}?currency={each.currency}&overdue_from=0.01&sort=-overdue",
            Tone.LATE,
            amount=Money(each.amount, each.currency),
            note=_("%(count)s customers") % {"count": each.customers},
        )
        for each in waiting.overdue
    ]
