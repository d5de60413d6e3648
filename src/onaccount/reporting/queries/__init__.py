"""Reads over several stages 综合查询: the list of customers and the page of one."""

from onaccount.reporting.queries.overview import CustomerRow, customer_rows, dressed, in_situation
from onaccount.reporting.queries.portrait import Portrait, portrait_of
from onaccount.reporting.queries.waiting import Waiting, waiting_for

__all__ = [
    "CustomerRow",
    "Portrait",
    "Waiting",
    "customer_rows",
    "dressed",
    "in_situation",
    "portrait_of",
    "waiting_for",
]
