"""
Rows of a ledger that are sums of other rows: recognised and left out, never imported as items.

Terms: subtotal 小计, total 合计, month's total 本月合计, year to date 本年累计, page carried 过次页 and brought forward 承前页.
"""

import re

from onaccount.connectors.tables.rows import INVISIBLE, Row, is_blank
from onaccount.connectors.tables.synonyms import plain

LOOKED_AT = 5
WIDEST_LOOK = 20
LONGEST_LABEL = 40
MAY_BE_TOTAL = re.compile(
    r"[计計页]|^\s*(?:sub|grand|total|sum)", re.IGNORECASE | re.MULTILINE
)  # rules out nearly all rows at once
PERIOD = r"(?:本?(?:日|周|月|季|季度|年|期|页)|当月|当年|全年|全部|部门|客户|\d{1,2}月|\d{4}年(?:\d{1,2}月)?)?"
SUM = r"(?:小计|合计|总计|共计|累计|總計|合計|小計|发生额合计|发生额及余额)"
EXACT_TOTAL = re.compile(rf"{PERIOD}{SUM}[:：]?|过次页|承前页|转下页|承上页")
FIRST_TOTAL = re.compile(
    rf"(?:.*[\s:：\-_/])?{PERIOD}{SUM}(?:[:：]?|[\s(（:：].*)|(?:sub-?\s?total|grand\s?total|totals?|sum)[:：]?(?:\s*\(.*\))?",
    re.IGNORECASE,
)


def total_label(*, row: Row) -> str:
    """
    The words that make the row a sum of others (本月合计), or empty if it is an item.

    In the first filled cell also "客户A 小计", "合计（3 笔）" and "Grand total" count; in the next four, where an item has its
    remarks and names, only the bare Chinese word: a remark may speak of a sum, and a customer may be named Total.
    """
    if not MAY_BE_TOTAL.search("\n".join(cell for cell in row.cells[:WIDEST_LOOK] if isinstance(cell, str))):
        return ""
    filled = [cell for cell in row.cells if not is_blank(cell=cell)][:LOOKED_AT]
    for place, cell in enumerate(filled):
        if not isinstance(cell, str) or len(cell) > LONGEST_LABEL:
            continue
        tight = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", plain(text=cell))
        if EXACT_TOTAL.fullmatch(tight) or (place == 0 and FIRST_TOTAL.fullmatch(tight)):
            return cell.strip(INVISIBLE)
    return ""
