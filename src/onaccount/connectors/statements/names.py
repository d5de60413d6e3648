"""
What lines are called: the names of the form, older Chinese names, and the names of IFRS and US GAAP statements.

Terms: line 报表项目, ignored 不入档的项目 (per-share figures, comprehensive income and other lines no tie or ratio needs).
"""

import re
import unicodedata
from typing import Final

from onaccount.customers.rules.lines import LINES, Sheet

# Other names of a line, the form's own ones aside.
_OTHERS: Final = """
cash|库存现金及银行存款|现金及现金等价物|cash and cash equivalents|bank balances and cash|cash and bank balances
trading_assets|以公允价值计量且其变动计入当期损益的金融资产|短期投资|short-term investments|marketable securities
notes_receivable|bills receivable
receivables|应收账款净额|trade receivables|trade and other receivables|receivables, net|accounts receivable, net
prepayments|预付账款|prepaid expenses|prepaid expenses and other current assets
inventory|存货净额|inventory
noncurrent_assets_due|一年内到期的非流动性资产
fixed_assets|固定资产净额|固定资产净值|固定资产账面价值|property, plant and equipment, net|property and equipment
right_of_use_assets|operating lease right-of-use assets
intangible_assets|intangibles
deferred_tax_assets|deferred income taxes
other_noncurrent_assets|其他长期资产|other assets
noncurrent_assets|长期资产合计|非流动资产总计|total non-current assets|total noncurrent assets
total_assets|资产合计
short_term_loans|short-term borrowings|short-term debt|current borrowings|bank overdrafts
notes_payable|bills payable
payables|trade payables|trade and other payables
advances_received|预收账款|customer deposits
contract_liabilities|deferred revenue|unearned revenue
payroll_payable|应付工资|accrued compensation|employee benefits
taxes_payable|应交税金|income taxes payable|current tax liabilities
other_payables|accrued liabilities|accrued expenses|other current payables
noncurrent_liabilities_due|一年内到期的长期负债|current portion of long-term debt
long_term_loans|long-term debt|non-current borrowings|long-term borrowings
lease_liabilities|operating lease liabilities
noncurrent_liabilities|长期负债合计|total noncurrent liabilities
paid_in_capital|股本|实收资本或股本|share capital|common stock|issued capital
capital_reserve|资本公积金|additional paid-in capital|share premium
treasury_shares|treasury stock
other_comprehensive_income|accumulated other comprehensive income|other reserves
surplus_reserve|盈余公积金|statutory reserve
undistributed_profit|retained earnings|accumulated deficit|accumulated profits
equity_of_parent|归属于母公司股东权益合计|equity attributable to owners of the parent
minority_interests|non-controlling interests|noncontrolling interests
equity|股东权益合计|所有者权益或股东权益合计|total shareholders' equity|total stockholders' equity|net assets
liabilities_and_equity|负债及所有者权益总计|负债和股东权益总计|负债和所有者权益合计|负债和所有者权益或股东权益总计|total equity and liabilities|total liabilities and shareholders' equity|total liabilities and stockholders' equity
sales|主营业务收入|revenue|revenues|net sales|turnover|net revenues
cost_of_sales|主营业务成本|cost of goods sold|cost of revenue|cost of revenues
taxes_and_surcharges|营业税金及附加|主营业务税金及附加
selling_expenses|营业费用|distribution costs|selling and marketing|selling and marketing expenses
administrative_expenses|general and administrative|general and administrative expenses|selling, general and administrative
research_expenses|研究与开发费用|research and development
finance_costs|finance expense|finance expenses
interest_expense|利息费用|利息支出|interest expense|interest on borrowings
interest_income|利息收入|interest income
other_income|other operating income
operating_profit|营业利润亏损以号填列|operating income|income from operations
nonoperating_income|other income, net|other income (expense), net
profit_before_tax|税前利润|利润总额亏损总额以号填列|income before income taxes|profit before income tax
income_tax|所得税|income tax expense|provision for income taxes|taxation
net_income|净利润净亏损以号填列|profit for the year|net profit|profit for the period
net_income_of_parent|归属于母公司所有者的净利润|profit attributable to owners of the parent
minority_income|profit attributable to non-controlling interests
operating_cash_flow|经营活动现金流量净额|net cash from operating activities|net cash provided by operating activities|cash generated from operations
capital_expenditure|purchase of property, plant and equipment|capital expenditures
investing_cash_flow|投资活动现金流量净额|net cash used in investing activities|net cash from investing activities
loans_received|proceeds from borrowings|proceeds from issuance of debt
debt_repaid|repayment of borrowings|repayments of debt
dividends_and_interest_paid|dividends paid
financing_cash_flow|筹资活动现金流量净额|net cash used in financing activities|net cash from financing activities
exchange_effect|汇率变动对现金的影响|汇率变动对现金的影响额|effect of exchange rate changes
change_in_cash|现金净增加额|net increase in cash and cash equivalents|net change in cash
cash_at_begin|年初现金及现金等价物余额|cash at beginning of year|cash and cash equivalents at beginning of year
cash_at_end|年末现金及现金等价物余额|cash at end of year|cash and cash equivalents at end of year
depreciation|depreciation and amortization|折旧和摊销
"""
_IGNORED: Final = """
营业总收入 营业总成本 综合收益总额 其他综合收益的税后净额 持续经营净利润 终止经营净利润 基本每股收益 稀释每股收益 每股收益 优先股 永续债
对联营企业和合营企业的投资收益 以摊余成本计量的金融资产终止确认收益 归属于母公司股东的综合收益总额 归属于少数股东的综合收益总额
归属于母公司所有者的综合收益总额 非流动资产处置利得 非流动资产处置损失 grossprofit totalcomprehensiveincome basicearningspershare
dilutedearningspershare earningspershare
"""
_SHEETS: Final = (
    (Sheet.CASH_FLOW, re.compile(r"现金流量|cash.?flow", re.IGNORECASE)),
    (Sheet.BALANCE, re.compile(r"资产负债|balance|financial position", re.IGNORECASE)),
    (Sheet.INCOME, re.compile(r"利润|损益|income|profit|operations", re.IGNORECASE)),
    (Sheet.NOTES, re.compile(r"附注|补充|notes", re.IGNORECASE)),
)
_LEAD: Final = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．]|[加减][:：]|其中[:：]|of which|add:|less:|plus:)+",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"[(（](?:损失|亏损|净亏损|收益|或|减少|支出)[^)）]*[)）]")


def spelled(text: str) -> str:
    """Give a line's name as names are compared: without numbering, leads, signs, width, case and blanks."""
    bare = unicodedata.normalize("NFKC", text).strip()
    while (shorter := _LEAD.sub("", bare).strip()) != bare:
        bare = shorter
    bare = _BRACKETS.sub(lambda found: found[0] if "股" in found[0] else "", bare)
    return "".join(character for character in bare.casefold() if character.isalnum())


def _names() -> dict[str, str]:
    found = {spelled(name): line.code for line in LINES for name in (line.chinese, line.english)}
    for row in _OTHERS.strip().splitlines():
        code, *names = row.split("|")
        found.update({spelled(name): code for name in names})
    return found


NAMES: Final = _names()
IGNORED: Final = frozenset(_IGNORED.split())


def sheet_in(text: str) -> Sheet | None:
    """Tell which sheet a title names, None where it names none."""
    return next((sheet for sheet, pattern in _SHEETS if pattern.search(text)), None)
