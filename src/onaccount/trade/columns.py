"""The column for money: exact, wide enough for any ledger, three decimals for currencies that have them; and that for a feeder."""

from typing import Any

from django.db import models

from onaccount.trade.rules.feeders import Feeder


def amount_column(**options: Any) -> "models.DecimalField[Any, Any]":
    """Make a column for an amount in major units of the row's currency."""
    return models.DecimalField(max_digits=20, decimal_places=3, **options)


def feeder_column() -> "models.CharField[str, str]":
    """Make a column that says who feeds a stage 数据来源方."""
    return models.CharField(max_length=5, default=Feeder.ANY.value, db_default=Feeder.ANY.value)
