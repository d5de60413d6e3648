"""
Amounts in the capital characters that cheques, receipts and contracts need: 1234.56 is 壹仟贰佰叁拾肆元伍角陆分.

Terms: capital words 大写金额, 整 (nothing follows), 零 (a skipped place), 负 (negative).
Source: 支付结算办法 annex one, "正确填写票据和结算凭证的基本规定". Where it allows two forms, the first one printed there is
written: 1,680.32 is 壹仟陆佰捌拾元零叁角贰分, 107,000.53 is 壹拾万柒仟元零伍角叁分; 整 follows 元 only.
"""

from onaccount.kernel.money import Money, currency
from onaccount.kernel.reasons import Refusal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
BEYOND = 10**16


def capital_words(money: Money) -> str:
    """
    The amount in capital characters without the currency's name, up to 9,999 万亿.

    An amount that was not rounded first is a ValueError. Refuses `money.no_capital_words` for a currency with three or
    more decimals, whose units have no such names, and `money.too_large`.
    """
    minor_units = currency(money.currency).minor_units
    if minor_units > 2:
        raise Refusal("money.no_capital_words", currency=money.currency)
    cents = abs(money.minor()) * 10 ** (2 - minor_units)
    yuan, rest = divmod(cents, 100)
    if yuan >= BEYOND:
        raise Refusal("money.too_large", amount=money)
    sign = "负" if money < Money.zero(money.currency) else ""
    return sign + _with_small_change(yuan, *divmod(rest, 10))


def _with_small_change(yuan: int, jiao: int, fen: int) -> str:
    if not jiao and not fen:
        return f"{_whole(yuan) or '零'}元整"
    skipped = yuan and (not jiao or yuan % 10 == 0)
    return "".join(
        (
            f"{_whole(yuan)}元" if yuan else "",
            "零" if skipped else "",
            f"{DIGITS[jiao]}角" if jiao else "",
            f"{DIGITS[fen]}分" if fen else "",
        )
    )


def _whole(number: int) -> str:
    """The whole number; 亿 counts everything above itself, so 12,000 亿 is 壹万贰仟亿."""
    high, low = divmod(number, 10**8)
    words = _below_yi(low)
    if not high:
        return words
    skipped = words and low < 10**7
    return f"{_below_yi(high)}亿{'零' if skipped else ''}{words}"


def _below_yi(number: int) -> str:
    high, low = divmod(number, 10**4)
    words = _four_places(low)
    if not high:
        return words
    skipped = words and low < 10**3
    return f"{_four_places(high)}万{'零' if skipped else ''}{words}"


def _four_places(number: int) -> str:
    words = ""
    skipped = False
    for digit, place in zip(f"{number:04d}", PLACES, strict=True):
        if digit == "0":
            skipped = bool(words)
            continue
        words += ("零" if skipped else "") + DIGITS[int(digit)] + place
        skipped = False
    return words
