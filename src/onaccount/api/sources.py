"""Outside sources over the interface 数据来源: when each delivered, and what it says of itself."""

from typing import Annotated, Any

from ninja import Router
from ninja.params.functions import Path
from pydantic import StringConstraints

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import asked
from onaccount.api.shapes_facts import SourceOut, SourceReportIn
from onaccount.api.shapes_in import Code, Key
from onaccount.lifecycle import source_reported
from onaccount.lifecycle.request_answered import answer_once
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, queries
from onaccount.ordercheck.queries import SourceState
from onaccount.ordercheck.rules import Policy

router = Router(tags=["sources"])
SourceName = Annotated[Code, StringConstraints(max_length=40), Path(description="The name the source goes by.")]


@router.get("", response={200: list[SourceOut], **PROBLEMS}, summary="When outside sources last delivered")
@permission(access.VIEW)
def delivered(request: SignedRequest) -> list[SourceOut]:
    """Each source that ever delivered or reported, the longest silent first. While one is stale or unreachable, orders wait for data by the policy."""
    policy = queries.policy_in_force(on=request.today)
    return [_source_out(each, policy) for each in queries.sources_on(policy=policy, as_of=request.today)]


@router.post("/{source}/reports", response={200: SourceOut, **PROBLEMS}, summary="Report on a source")
@permission("imports.run")
def report(request: SignedRequest, source: SourceName, body: SourceReportIn, key: Key) -> SourceOut:
    """Notes what a source says of itself. Orders that waited for it are checked again by themselves within a minute."""

    def work() -> dict[str, Any]:
        source_reported.report_source(source=source, word=body.state, remark=body.remark, actor=request.actor)
        policy = queries.policy_in_force(on=request.today)
        known = {each.source: each for each in queries.sources_on(policy=policy, as_of=request.today)}
        nothing = SourceState(source, None, None, is_stale=False, is_unreachable=False)
        return _source_out(known.get(source, nothing), policy).model_dump(mode="json")

    return SourceOut(**answer_once(asked=asked(request, key=key, body=body), work=work))


def _source_out(each: SourceState, policy: Policy) -> SourceOut:
    return SourceOut(
        source=each.source,
        last_delivery=each.last_delivery,
        days=each.days,
        stale_after_days=policy.stale_after_days or None,
        is_stale=each.is_stale,
        is_unreachable=each.is_unreachable,
    )
