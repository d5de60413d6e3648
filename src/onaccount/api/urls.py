"""The interface's addresses: /api/v1, its document at /api/v1/openapi.json."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from onaccount import __doc__ as about
from onaccount.api import errors
from onaccount.api.approval_moves import router as approval_moves
from onaccount.api.approvals import router as approvals
from onaccount.api.assessments import router as assessments
from onaccount.api.batches import router as batches
from onaccount.api.bills import router as bills
from onaccount.api.calc import router as calc
from onaccount.api.drafts import router as drafts
from onaccount.api.facts import router as noted
from onaccount.api.facts_ended import router as ended
from onaccount.api.file import router as file
from onaccount.api.granting import router as granting
from onaccount.api.items import credit_notes, invoices
from onaccount.api.keys import KeyHolder
from onaccount.api.limit_journal import router as limit_journal
from onaccount.api.order_events import router as order_events
from onaccount.api.orders import router as orders
from onaccount.api.payments import router as payments
from onaccount.api.quotes import router as quotes
from onaccount.api.rates import router as rates
from onaccount.api.reads import decisions, facts, waiting
from onaccount.api.rebates import router as rebates
from onaccount.api.releases import router as releases
from onaccount.api.settlements import router as settlements
from onaccount.api.sources import router as sources
from onaccount.api.suggestions import router as suggestions
from onaccount.api.watching import alerts, pots
from onaccount.office.access.routes import public

api = NinjaAPI(
    title="OnAccount 赊信",
    version="1.0.0",
    description=about or "",
    auth=KeyHolder(),
    docs_url=None,
    docs_decorator=public("describes the interface, holds no data"),
    urls_namespace="api",
)
errors.install(api)
api.add_router("/orders", batches)
api.add_router("/orders", orders)
api.add_router("/orders", order_events)
api.add_router("/orders", releases)
api.add_router("/quotes", quotes)
api.add_router("/payments", payments)
api.add_router("/bills", bills)
api.add_router("/credit-notes", credit_notes)
api.add_router("/holds", waiting)
api.add_router("/decisions", decisions)
api.add_router("/customers", facts)
api.add_router("/customers", assessments)
api.add_router("/customers", file)
api.add_router("/customers", granting)
api.add_router("/customers", limit_journal)
api.add_router("/approvals", approvals)
api.add_router("/approvals", approval_moves)
api.add_router("/suggestions", suggestions)
api.add_router("/limit-drafts", drafts)
api.add_router("/customers", noted)
api.add_router("/customers", ended)
api.add_router("/sources", sources)
api.add_router("/rates", rates)
api.add_router("/alerts", alerts)
api.add_router("/pots", pots)
api.add_router("/calc", calc)
api.add_router("/customers", invoices)
api.add_router("/customers", settlements)
api.add_router("/customers", rebates)


@csrf_exempt
@public("says that there is no such operation")
def no_such_operation(request: HttpRequest, address: str) -> HttpResponse:
    """Answer a mistyped address as the interface answers everything, not with a page."""
    problem = errors.Problem(code="api.not_found", message=_("There is nothing here."), facts={"address": address})
    return api.create_response(request, problem.model_dump(), status=404)


def _operations() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Give the library's addresses, each naming in our words the methods it takes; the bare one is answered like a mistyped one."""
    (*addresses, _bare), app, namespace = api.urls
    named = [errors.naming_the_methods(api, each) for each in addresses if isinstance(each, URLPattern)]
    return [*named, path("", no_such_operation, {"address": "v1/"}, name="api-root")], app, namespace


urlpatterns = [path("v1/", _operations()), path("<path:address>", no_such_operation, name="api-nowhere")]
