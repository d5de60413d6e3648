"""What the night found, and the pots across customers, over the interface 预警与额度池."""

from ninja import Router

from onaccount.api.errors import PROBLEMS
from onaccount.api.shapes_watching import AlertsOut, PotsOut, alert_out, pots_out
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.reporting import queries

VIEW = "limits.view"
alerts = Router(tags=["alerts"])
pots = Router(tags=["alerts"])


@alerts.get("", response={200: AlertsOut, **PROBLEMS}, summary="Alerts that stand")
@permission(VIEW)
def standing(request: SignedRequest) -> AlertsOut:
    """The alerts that stand and concern the key's person, the newest first. An alert holds no order."""
    found = queries.alerts_for(person=request.person, today=request.today)
    return AlertsOut(alerts=[alert_out(each) for each in found])


@pots.get("", response={200: PotsOut, **PROBLEMS}, summary="Pots across customers")
@permission(VIEW)
def filled(request: SignedRequest) -> PotsOut:
    """What all customers together occupy now through each salesperson and team, those over their limit first, then the fullest."""
    return pots_out(queries.pots_for(person=request.person, today=request.today))
