"""Reads over several stages 综合查询: the list of customers, the page of one, and its standing."""

from onaccount.reporting.queries.dormant import dormant_contacts
from onaccount.reporting.queries.overview import CustomerRow, customer_rows, dressed, in_situation
from onaccount.reporting.queries.portrait import Portrait, portrait_of
from onaccount.reporting.queries.pots import WATCHED, Pots, pots_on, watch_as_json, watch_limits
from onaccount.reporting.queries.record import RecordRow, record_rows, unpaid_for_a_year
from onaccount.reporting.queries.record_filters import (
    with_assets_from,
    with_bank_lines_from,
    with_debt_through,
    with_score_from,
)
from onaccount.reporting.queries.shocks import shocks_on
from onaccount.reporting.queries.standing import StandingFile, standing_of
from onaccount.reporting.queries.waiting import SOON_DAYS, Waiting, waiting_for
from onaccount.reporting.queries.watching import SeenAlert, alerts_for, pots_for

__all__ = [
    "SOON_DAYS",
    "WATCHED",
    "CustomerRow",
    "Portrait",
    "Pots",
    "RecordRow",
    "SeenAlert",
    "StandingFile",
    "Waiting",
    "alerts_for",
    "customer_rows",
    "dormant_contacts",
    "dressed",
    "in_situation",
    "portrait_of",
    "pots_for",
    "pots_on",
    "record_rows",
    "shocks_on",
    "standing_of",
    "unpaid_for_a_year",
    "waiting_for",
    "watch_as_json",
    "watch_limits",
    "with_assets_from",
    "with_bank_lines_from",
    "with_debt_through",
    "with_score_from",
]
