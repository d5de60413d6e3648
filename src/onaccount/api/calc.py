"""Calculators over the interface: every public rule, nothing read and nothing written."""

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router, Schema
from ninja.params.functions import Body

from onaccount.api import examples
from onaccount.api.errors import PROBLEMS, Unprocessable
from onaccount.api.examples import shown
from onaccount.calculators import door
from onaccount.calculators.catalogue import CALCULATORS
from onaccount.kernel.reasons import Refusal
from onaccount.office.access.routes import SignedRequest, signed_in

router = Router(tags=["calculators"])
Figures = Annotated[dict[str, Any], Body(examples=[examples.CALCULATION_ASKED])]


class CalculationOut(Schema):
    """What was asked with every default filled in, what came out, in which units, and the formula's source."""

    model_config = shown(examples.CALCULATION)

    calculator: str
    inputs: dict[str, Any]
    result: dict[str, Any]
    units: dict[str, str]
    source: str


class CalculatorOut(Schema):
    """A calculator: what it asks for and what it answers, with labels and units."""

    model_config = shown(examples.CALCULATOR)

    name: str
    title: str
    source: str
    inputs: list[dict[str, Any]]
    outputs: list[dict[str, str]]


@router.get("", response={200: list[CalculatorOut], **PROBLEMS}, summary="Describe every calculator")
@signed_in
def described(request: SignedRequest) -> HttpResponse:  # noqa: ARG001 ninja finds the request by its name
    """Lists the calculators with their inputs and outputs."""
    return _json([door.described(one) for one in CALCULATORS.values()])


@router.post("/{name}", response={200: CalculationOut, **PROBLEMS}, summary="Calculate")
@signed_in
def calculate(request: SignedRequest, name: str, body: Figures) -> HttpResponse:
    """Runs one calculator on a JSON object of figures. Decimals are exact; a wrong or missing figure is named."""
    calculator = door.calculator_of(name=name)
    try:
        return _json(door.calculate(name=calculator.name, given=door.read_json(request.body) if body else {}))
    except Refusal as refusal:
        raise Unprocessable(refusal.code, **refusal.facts) from refusal


def _json(answer: Any) -> HttpResponse:
    return HttpResponse(door.write_json(answer), content_type="application/json; charset=utf-8")
