"""Pages of calculators: all of them by family, and one with its figures and its answer."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onaccount.calculators import door
from onaccount.calculators.calculator import Calculator
from onaccount.calculators.catalogue import CALCULATORS, FAMILIES
from onaccount.calculators.words import LABELS, SUMS
from onaccount.desk.calculators.answer import shown
from onaccount.desk.calculators.forms import FiguresForm
from onaccount.desk.components.sentences import refusal_text
from onaccount.kernel.reasons import Refusal
from onaccount.office.access.routes import SignedRequest, signed_in


@signed_in
def families(request: SignedRequest) -> HttpResponse:
    """Show every calculator under its family."""
    return render(request, "calculators/list.html", {"families": FAMILIES, "count": len(CALCULATORS)})


@signed_in
def one(request: SignedRequest, calculator: str) -> HttpResponse:
    """Ask for the figures of one calculator and, once they stand in the address, answer."""
    if calculator not in CALCULATORS:
        raise Http404
    found = CALCULATORS[calculator]
    form = FiguresForm(calculator=found, data=request.GET or None)
    answer = _answer(found, form) if form.is_bound and form.is_valid() else None
    context = {"calculator": found, "form": form, "answer": answer, "rows": shown(answer, calculator=found)}
    return render(request, "calculators/one.html", context)


def _answer(calculator: Calculator, form: FiguresForm) -> dict[str, object] | None:
    try:
        return door.calculate(name=calculator.name, given=form.plain)
    except Refusal as refusal:
        field = refusal.facts.get("field") or refusal.facts.get("figure")
        text = refusal_text(refusal=_named(refusal), language=get_language() or "en")
        form.add_error(field if field in form.fields else None, text or _("This cannot be computed."))
        return None


def _named(refusal: Refusal) -> Refusal:
    """The refusal with its figure as it is printed beside the field."""
    words = {**SUMS, **LABELS}
    named = {
        key: str(words.get(str(refusal.facts[key]), refusal.facts[key]))
        for key in ("field", "figure")
        if key in refusal.facts
    }
    return Refusal(refusal.code, **{**refusal.facts, **named})
