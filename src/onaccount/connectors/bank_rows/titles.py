"""What the columns of a bank statement 银行流水 are called."""

import re
from collections.abc import Sequence
from typing import Final

TITLES: Final = {
    "day": re.compile(r"交易日期|记账日期|入账日期|交易时间|日期|date", re.IGNORECASE),
    "received": re.compile(r"收入|贷方|存入|转入|credit|deposit|received|^in$", re.IGNORECASE),
    "paid": re.compile(r"支出|借方|支取|转出|debit|withdraw|paid|^out$", re.IGNORECASE),
    "balance": re.compile(r"余额|balance", re.IGNORECASE),
    "counterparty": re.compile(r"对方.*名|对手|交易对方|counterparty|payee", re.IGNORECASE),
    "amount": re.compile(r"金额|发生额|amount", re.IGNORECASE),
}


def meanings_of(titles: Sequence[str]) -> dict[str, int]:
    """Give the place of each column that is known; the first that is called so, each place taken once."""
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        meant = next((key for key, known in TITLES.items() if known.search(title) and key not in found), None)
        if meant is not None:
            found[meant] = place
    return found
