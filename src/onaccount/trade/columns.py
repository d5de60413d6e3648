"""One column type for money: exact, wide enough for any ledger, three decimals for currencies that have them."""

from typing import Any

from django.db import models


def amount_column(**options: Any) -> "models.DecimalField[Any, Any]":
    """Make a column for an amount in major units of the row's currency."""
    return models.DecimalField(max_digits=20, decimal_places=3, **options)
