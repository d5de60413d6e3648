"""What is entered with the form of an order: the order itself 订单, or a quote 报价, which is judged alike and occupies nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.outcomes import PASSES
from onaccount.desk.components.status import Word
from onaccount.desk.orders.forms import OrderForm, QuoteForm
from onaccount.lifecycle import order_changed, order_placed, order_quoted
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Checkpoint


@dataclass(frozen=True, slots=True)
class Told:
    """What is said when it is done: the check passed it, with a warning or not at all, or was not asked."""

    passed: Word
    warned: Word
    stopped: Word
    unasked: Word

    def of(self, decision: Any) -> tuple[Word, bool]:
        """The sentence for a decision, if there was one, and whether nothing is left to be looked at; on trial nothing is stopped."""
        if decision is None:
            return self.unasked, True
        if decision.outcome not in PASSES and not decision.is_trial:
            return self.stopped, False
        return (self.warned, False) if decision.outcome == "warn" else (self.passed, True)


@dataclass(frozen=True, slots=True)
class Kind:
    """Its words, its form, the calls that enter, judge and change it, and where its light is asked."""

    title: Word
    submit: Word
    change: Word
    note: Word
    told: Told
    form: type[OrderForm]
    checkpoint: Checkpoint
    enter_it: Callable[..., Any]
    change_it: Callable[..., Any]
    would_change: Callable[..., Judged | None]
    asked_at: str
    asked_of_change_at: str
    entering: Word = ""


ORDER: Final = Kind(
    title=_("New order"),
    submit=_("Place the order"),
    change=_("Change order"),
    note=_("What asks for more than was passed is checked again; what asks for less is not."),
    told=Told(
        passed=_("The order is released."),
        warned=_("The order is released with a warning; the reasons stand below."),
        stopped=_("The order is not released; the reasons stand below."),
        unasked=_("The order is changed."),
    ),
    form=OrderForm,
    checkpoint=Checkpoint.ORDER,
    enter_it=order_placed.place_order,
    change_it=order_changed.change_order,
    would_change=order_changed.would_change,
    asked_at="orders:check",
    asked_of_change_at="orders:check-change",
)
QUOTE: Final = Kind(
    title=_("New quote"),
    submit=_("Enter the quote"),
    change=_("Change quote"),
    note=_("A quote is checked like an order and occupies no credit."),
    told=Told(
        passed=_("The quote is entered."),
        warned=_("The quote is entered; as an order it would pass with a warning."),
        stopped=_("The quote is entered; as an order it would not pass. The reasons stand below."),
        unasked=_("The quote is entered."),
    ),
    form=QuoteForm,
    checkpoint=Checkpoint.QUOTE,
    enter_it=order_quoted.quote_order,
    change_it=order_quoted.change_quote,
    would_change=order_quoted.would_change,
    asked_at="orders:check-quote",
    asked_of_change_at="orders:check-quote-change",
    entering=_("A quote is checked like an order and occupies no credit."),
)
