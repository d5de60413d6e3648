"""
Rows of a ledger that are sums of other rows: recognised and left out, never imported as items.

Terms: subtotal 小计, total 合计, month's total 本月合计, year to date 本年累计, page carried 过次页 and brought forward 承前页.
"""

import re

from onaccount.connectors.tables.rows import INVISIBLE, Row, is_blank
from onaccount.connectors.tables.synonyms import plain

LOOKED_AT = 5
WIDEST_LOOK = 20
MAY_BE_TOTAL = re.compile(
    r"[计計页]|^\s*(?:sub|grand|total|sum)", re.IGNORECASE | re.MULTILINE
)  # rules out nearly all rows at once
CHINESE_TOTAL = re.compile(
    r"(?:.*[\s:：\-_/])?(?:本?(?:日|周|月|季|季度|年|期|页)|当月|当年|全年|全部|部门|客户|\d{1,2}月|\d{4}年)?(?:小计|合计|总计|共计|累计|總計|合計|小計|发生额合计)"
    r"(?:[:：]?|[\s(（].*)|过次页|承前页|转下页|承上页"
)
BARE_TOTAL = re.compile(
    r"(?:合计|总计|小计|sub-?\s?total|grand\s?total|totals?|sum)[:：]?(?:\s*\(.*\))?", re.IGNORECASE
)


def total_label(*, row: Row) -> str:
    """
    The words that make the row a sum of others (本月合计), or empty if it is an item.

    A Chinese label counts in any of the first five filled cells, an English one only in the first: a customer may be named Total.
    """
    if not MAY_BE_TOTAL.search("\n".join(cell for cell in row.cells[:WIDEST_LOOK] if isinstance(cell, str))):
        return ""
    filled = [cell for cell in row.cells if not is_blank(cell=cell)][:LOOKED_AT]
    for place, cell in enumerate(filled):
        if not isinstance(cell, str) or len(cell) > 40:
            continue
        words = plain(text=cell)
        tight = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", words)
        if CHINESE_TOTAL.fullmatch(tight) or (place == 0 and BARE_TOTAL.fullmatch(tight)):
            return cell.strip(INVISIBLE)
    return ""
