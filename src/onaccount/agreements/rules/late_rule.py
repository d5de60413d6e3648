"""
Which rule decides about interest on a receivable that is late, and in which order the rules are asked.

Terms: late interest 逾期利息, judgment 生效判决, agreed rate 约定利率, reference rate 参考利率. Sources: 法释〔2014〕8号 after a judgment;
法释〔2025〕2号 for other currencies; 保障中小企业款项支付条例 article 17; 买卖合同解释 article 18(4). The LPR never applies to other currencies.
"""

from dataclasses import dataclass
from enum import StrEnum

from onaccount.kernel.currencies import currency as currency_of

HOME = "CNY"
REFERENCES = {
    "AUD": "BBSW",
    "CAD": "CORRA",
    "CHF": "SARON",
    "EUR": "EURIBOR",
    "GBP": "SONIA",
    "HKD": "HIBOR",
    "JPY": "TONA",
    "NZD": "BKBM",
    "SGD": "SORA",
    "USD": "PBoC average USD loan rate",
}
ANY_OTHER = "central bank rate"


class LateRule(StrEnum):
    """What decides, strongest first."""

    JUDGMENT = "judgment"
    AGREED = "agreed"
    REFERENCE_RATE = "reference_rate"
    SMALL_SUPPLIER = "small_supplier"
    ARTICLE_18 = "article_18"


@dataclass(frozen=True, slots=True)
class LateFacts:
    """
    What the choice depends on: the currency, whether a judgment's deadline has passed, whether a rate was agreed, and who pays whom.

    `is_bound_payer` is a public body or a large enterprise; `is_small_payee` a small or medium one.
    """

    currency: str
    is_after_judgment: bool
    has_agreed_rate: bool
    is_bound_payer: bool
    is_small_payee: bool


@dataclass(frozen=True, slots=True)
class LateChoice:
    """The rule, and for a foreign currency without agreement the reference rate's name."""

    rule: LateRule
    reference: str | None


def late_rule(facts: LateFacts) -> LateChoice:
    """Choose the rule. Refuses `currency.unknown`."""
    code = currency_of(facts.currency).code
    if facts.is_after_judgment:
        return LateChoice(LateRule.JUDGMENT, None)
    if facts.has_agreed_rate:
        return LateChoice(LateRule.AGREED, None)
    if code != HOME:
        return LateChoice(LateRule.REFERENCE_RATE, REFERENCES.get(code, ANY_OTHER))
    is_regulated = facts.is_bound_payer and facts.is_small_payee
    return LateChoice(LateRule.SMALL_SUPPLIER if is_regulated else LateRule.ARTICLE_18, None)
