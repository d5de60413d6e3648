"""
Terms as people write them in a column 付款条件: "月结30天", "net 45", "货到付款".

Only the days count here; when they begin, and on which days the customer pays, is agreed with the customer.
"""

import re

AT_ONCE = ("款到发货", "先款后货", "预付", "货到付款", "现结", "现款", "prepa", "cash on delivery", "cod", "cash")
DAYS = re.compile(r"\d{1,4}")


def days_of_terms(text: str) -> int | None:
    """
    Read the credit days out of terms: the one number they hold, 0 for money at once or before; else None.

    >>> days_of_terms("月结30天"), days_of_terms("Net 45"), days_of_terms("货到付款"), days_of_terms("2/10 net 30"), days_of_terms("")
    (30, 45, 0, None, None)
    """
    numbers = DAYS.findall(text)
    if len(numbers) == 1:
        return int(numbers[0])
    said = text.casefold()
    return 0 if not numbers and any(word in said for word in AT_ONCE) else None
