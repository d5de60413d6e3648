"""Views of one customer's assessment: the page, assessing, overriding, answering, what was said on a day."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.assessment import access, queries
from onaccount.assessment.queries import Judged
from onaccount.assessment.rules.card_storage import facts_from_json
from onaccount.desk.assessments import forms
from onaccount.desk.assessments.page import explained, shown
from onaccount.desk.assessments.paper import assessment_pdf
from onaccount.desk.assessments.wording import card_words
from onaccount.desk.components.answers import accepted
from onaccount.desk.components.finding import customer_in
from onaccount.desk.components.status import Word
from onaccount.lifecycle import customer_assessed, questions_answered
from onaccount.office.access.routes import SignedRequest, permission


@permission(access.VIEW)
def one(request: SignedRequest, number: str) -> HttpResponse:
    """Show what is thought of one customer, why, and what would lift its grade."""
    customer = customer_in(access.viewable(person=request.person, today=request.today), number)
    return render(request, "assessments/one.html", shown(customer=customer, request=request))


@permission(access.VIEW)
def paper(request: SignedRequest, number: str) -> HttpResponse:
    """Give the same as PDF, in the reader's language."""
    customer = customer_in(access.viewable(person=request.person, today=request.today), number)
    printed = assessment_pdf(customer=customer, request=request)
    name = f"assessment-{customer.pk}-{request.today.isoformat()}.pdf"
    return HttpResponse(
        printed, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@permission(access.VIEW)
def past(request: SignedRequest, number: str, scoring_id: int) -> HttpResponse:
    """Show what a model said on a day, explained from the facts it saw then."""
    reached = access.viewable(person=request.person, today=request.today)
    customer = customer_in(reached, number)
    scoring = queries.scoring_of(scoring_id=scoring_id, customers=reached.filter(pk=customer.pk))
    if scoring is None:
        raise Http404
    card = queries.card_numbered(code=scoring.card_code, number=scoring.card_number)
    ground = queries.Ground(customer.pk, customer.group_id, customer.industry, (), (), facts_from_json(scoring.facts))
    told = Judged(ground, card, queries.scored_again(scoring))
    names = {card.code: card.name}
    context = {
        "customer": customer,
        "scoring": scoring,
        "card": card_words(names, card.code, card.number),
        **explained(told, notches=scoring.notches, request=request, names=names),
    }
    return render(request, "assessments/past.html", context)


@permission(access.VIEW)
@require_POST
def again(request: SignedRequest, number: str, scoring_id: int) -> HttpResponse:
    """Score the stored facts once more and say whether the answer is the same."""
    reached = access.viewable(person=request.person, today=request.today)
    scoring = queries.scoring_of(scoring_id=scoring_id, customers=reached.filter(number=number))
    if scoring is None:
        raise Http404
    same = queries.is_same(scoring, queries.scored_again(scoring))
    said = _("Run again: the same answer, to the last digit.") if same else _("Run again: another answer. Tell us.")
    return HttpResponse(said)


@permission(access.GRADE)
def assess(request: SignedRequest, number: str) -> HttpResponse:
    """Assess the customer and ask a second person to put the grade in force."""
    customer = customer_in(access.gradable(person=request.person, today=request.today), number)
    form = forms.AssessForm(
        request.POST or None,
        cards=queries.cards_in_force(on=request.today),
        asked_too=queries.assessment_asked(customer=customer),
    )

    def act(typed: Any) -> object:
        return customer_assessed.assess_and_submit(
            customer=customer, **typed.said(), actor=request.actor, today=request.today
        )

    done = _("Assessed. A second person puts the grade in force.")
    return _entered(request, customer, _("Assess"), form, act, done)


@permission(access.GRADE)
def override(request: SignedRequest, number: str) -> HttpResponse:
    """Ask a second person for another grade until a day."""
    customer = customer_in(access.gradable(person=request.person, today=request.today), number)
    form = forms.OverrideForm(request.POST or None)

    def act(typed: Any) -> object:
        return customer_assessed.ask_override(
            customer=customer, draft=typed.draft(), actor=request.actor, today=request.today
        )

    return _entered(
        request, customer, _("Override the grade"), form, act, _("Submitted. A second person must approve it.")
    )


@permission(access.GRADE)
def answer(request: SignedRequest, number: str) -> HttpResponse:
    """Take in answers of the questionnaire with their evidence."""
    customer = customer_in(access.gradable(person=request.person, today=request.today), number)
    held = queries.answers_of(customer_ids=[customer.pk], as_of=request.today).get(customer.pk, {})
    form = forms.QuestionForm(request.POST or None, held=held)
    if accepted(
        request,
        form,
        lambda: questions_answered.answer_questions(
            customer=customer, drafts=form.drafts(), actor=request.actor, today=request.today
        ),
        done=_("Saved."),
    ):
        return redirect("assessments:one", number=customer.number)
    return render(
        request, "assessments/questions.html", {"customer": customer, "form": form, "rows": list(form.rows())}
    )


def _entered(
    request: SignedRequest,
    customer: Any,
    title: Word,
    form: django_forms.Form,
    act: Callable[[Any], object],
    done: Word,
) -> HttpResponse:
    """Show the form or do what it says, and lead to the customer's assessment; a refusal is said in the form."""
    if accepted(request, form, lambda: act(form), done=done):
        return redirect("assessments:one", number=customer.number)
    return render(request, "assessments/form.html", {"customer": customer, "title": title, "form": form})
