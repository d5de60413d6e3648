"""
The lines of financial statements: one code, its sheet, its names, and the sum it belongs to.

Terms: balance sheet 资产负债表, income statement 利润表, cash-flow statement 现金流量表, notes 附注 (figures from the notes that
ratios need). Source of order and Chinese names: the format of general enterprises, 财会〔2019〕6号. A `minus` line is subtracted in
its sum, as the form prints it ("减："); lines without a sum are totals that nothing adds up, or of-which lines 其中.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Sheet(StrEnum):
    """Which sheet of a set of statements a line stands on."""

    BALANCE = "balance"
    INCOME = "income"
    CASH_FLOW = "cash_flow"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `total` is the code of the sum it goes into ("" for none), subtracted where `is_minus`."""

    code: str
    sheet: Sheet
    chinese: str
    english: str
    total: str = ""
    is_minus: bool = False


# code | 中文 | English; a block's head names the sheet and the sum; "-" before a code: subtracted in the sum.
_FORM: Final = """
balance current_assets
cash|货币资金|Cash
trading_assets|交易性金融资产|Financial assets held for trading
derivative_assets|衍生金融资产|Derivative assets
notes_receivable|应收票据|Notes receivable
receivables|应收账款|Accounts receivable
receivables_financing|应收款项融资|Receivables held for financing
prepayments|预付款项|Prepayments
other_receivables|其他应收款|Other receivables
inventory|存货|Inventories
contract_assets|合同资产|Contract assets
held_for_sale_assets|持有待售资产|Assets held for sale
noncurrent_assets_due|一年内到期的非流动资产|Non-current assets due within one year
other_current_assets|其他流动资产|Other current assets
balance total_assets
current_assets|流动资产合计|Total current assets
balance noncurrent_assets
debt_investments|债权投资|Debt investments
other_debt_investments|其他债权投资|Other debt investments
long_term_receivables|长期应收款|Long-term receivables
long_term_equity_investments|长期股权投资|Long-term equity investments
other_equity_investments|其他权益工具投资|Investments in other equity instruments
other_noncurrent_financial_assets|其他非流动金融资产|Other non-current financial assets
investment_property|投资性房地产|Investment property
fixed_assets|固定资产|Property, plant and equipment
construction_in_progress|在建工程|Construction in progress
productive_biological_assets|生产性生物资产|Productive biological assets
oil_gas_assets|油气资产|Oil and gas assets
right_of_use_assets|使用权资产|Right-of-use assets
intangible_assets|无形资产|Intangible assets
development_costs|开发支出|Development costs
goodwill|商誉|Goodwill
long_term_deferred_expenses|长期待摊费用|Long-term deferred expenses
deferred_tax_assets|递延所得税资产|Deferred tax assets
other_noncurrent_assets|其他非流动资产|Other non-current assets
balance total_assets
noncurrent_assets|非流动资产合计|Total non-current assets
balance
total_assets|资产总计|Total assets
balance current_liabilities
short_term_loans|短期借款|Short-term loans
trading_liabilities|交易性金融负债|Financial liabilities held for trading
derivative_liabilities|衍生金融负债|Derivative liabilities
notes_payable|应付票据|Notes payable
payables|应付账款|Accounts payable
advances_received|预收款项|Advances from customers
contract_liabilities|合同负债|Contract liabilities
payroll_payable|应付职工薪酬|Employee benefits payable
taxes_payable|应交税费|Taxes payable
other_payables|其他应付款|Other payables
held_for_sale_liabilities|持有待售负债|Liabilities held for sale
noncurrent_liabilities_due|一年内到期的非流动负债|Non-current liabilities due within one year
other_current_liabilities|其他流动负债|Other current liabilities
balance total_liabilities
current_liabilities|流动负债合计|Total current liabilities
balance noncurrent_liabilities
long_term_loans|长期借款|Long-term loans
bonds_payable|应付债券|Bonds payable
lease_liabilities|租赁负债|Lease liabilities
long_term_payables|长期应付款|Long-term payables
long_term_payroll|长期应付职工薪酬|Long-term employee benefits
provisions|预计负债|Provisions
deferred_income|递延收益|Deferred income
deferred_tax_liabilities|递延所得税负债|Deferred tax liabilities
other_noncurrent_liabilities|其他非流动负债|Other non-current liabilities
balance total_liabilities
noncurrent_liabilities|非流动负债合计|Total non-current liabilities
balance liabilities_and_equity
total_liabilities|负债合计|Total liabilities
balance equity_of_parent
paid_in_capital|实收资本|Paid-in capital
other_equity_instruments|其他权益工具|Other equity instruments
capital_reserve|资本公积|Capital reserve
-treasury_shares|库存股|Treasury shares
other_comprehensive_income|其他综合收益|Other comprehensive income
special_reserve|专项储备|Special reserve
surplus_reserve|盈余公积|Surplus reserve
undistributed_profit|未分配利润|Undistributed profit
balance equity
equity_of_parent|归属于母公司所有者权益合计|Equity attributable to the parent
minority_interests|少数股东权益|Minority interests
balance liabilities_and_equity
equity|所有者权益合计|Total equity
balance
liabilities_and_equity|负债和所有者权益总计|Total liabilities and equity
income operating_profit
sales|营业收入|Sales
-cost_of_sales|营业成本|Cost of sales
-taxes_and_surcharges|税金及附加|Taxes and surcharges
-selling_expenses|销售费用|Selling expenses
-administrative_expenses|管理费用|Administrative expenses
-research_expenses|研发费用|Research and development expenses
-finance_costs|财务费用|Finance costs
income
interest_expense|其中：利息费用|Of which interest expense
interest_income|其中：利息收入|Of which interest income
income operating_profit
other_income|其他收益|Other income
investment_income|投资收益|Investment income
hedging_gains|净敞口套期收益|Net hedging gains
fair_value_gains|公允价值变动收益|Gains on changes in fair value
credit_impairment|信用减值损失|Credit impairment (loss negative)
asset_impairment|资产减值损失|Asset impairment (loss negative)
disposal_gains|资产处置收益|Gains on disposal of assets
income profit_before_tax
operating_profit|营业利润|Operating profit
nonoperating_income|营业外收入|Non-operating income
-nonoperating_expenses|营业外支出|Non-operating expenses
income net_income
profit_before_tax|利润总额|Profit before tax
-income_tax|所得税费用|Income tax
income
net_income|净利润|Net income
net_income_of_parent|归属于母公司股东的净利润|Net income attributable to the parent
minority_income|少数股东损益|Net income attributable to minorities
cash_flow operating_inflows
cash_from_sales|销售商品、提供劳务收到的现金|Cash received from sales
tax_refunds|收到的税费返还|Tax refunds received
other_operating_receipts|收到其他与经营活动有关的现金|Other operating receipts
cash_flow operating_cash_flow
operating_inflows|经营活动现金流入小计|Operating cash inflows
cash_flow operating_outflows
cash_for_purchases|购买商品、接受劳务支付的现金|Cash paid for goods and services
cash_for_employees|支付给职工以及为职工支付的现金|Cash paid to and for employees
taxes_paid|支付的各项税费|Taxes paid
other_operating_payments|支付其他与经营活动有关的现金|Other operating payments
cash_flow operating_cash_flow
-operating_outflows|经营活动现金流出小计|Operating cash outflows
cash_flow change_in_cash
operating_cash_flow|经营活动产生的现金流量净额|Net cash flow from operations
cash_flow investing_inflows
investments_recovered|收回投资收到的现金|Cash received from investments recovered
investment_income_received|取得投资收益收到的现金|Investment income received
disposals_received|处置固定资产、无形资产和其他长期资产收回的现金净额|Net cash from disposal of long-term assets
subsidiaries_sold|处置子公司及其他营业单位收到的现金净额|Net cash from disposal of subsidiaries
other_investing_receipts|收到其他与投资活动有关的现金|Other investing receipts
cash_flow investing_cash_flow
investing_inflows|投资活动现金流入小计|Investing cash inflows
cash_flow investing_outflows
capital_expenditure|购建固定资产、无形资产和其他长期资产支付的现金|Cash paid for long-term assets
investments_made|投资支付的现金|Cash paid for investments
subsidiaries_bought|取得子公司及其他营业单位支付的现金净额|Net cash paid for subsidiaries
other_investing_payments|支付其他与投资活动有关的现金|Other investing payments
cash_flow investing_cash_flow
-investing_outflows|投资活动现金流出小计|Investing cash outflows
cash_flow change_in_cash
investing_cash_flow|投资活动产生的现金流量净额|Net cash flow from investing
cash_flow financing_inflows
capital_received|吸收投资收到的现金|Cash received from investors
loans_received|取得借款收到的现金|Cash received from loans
other_financing_receipts|收到其他与筹资活动有关的现金|Other financing receipts
cash_flow financing_cash_flow
financing_inflows|筹资活动现金流入小计|Financing cash inflows
cash_flow financing_outflows
debt_repaid|偿还债务支付的现金|Repayment of debt
dividends_and_interest_paid|分配股利、利润或偿付利息支付的现金|Dividends and interest paid
other_financing_payments|支付其他与筹资活动有关的现金|Other financing payments
cash_flow financing_cash_flow
-financing_outflows|筹资活动现金流出小计|Financing cash outflows
cash_flow change_in_cash
financing_cash_flow|筹资活动产生的现金流量净额|Net cash flow from financing
exchange_effect|汇率变动对现金及现金等价物的影响|Effect of exchange rates on cash
cash_flow cash_at_end
change_in_cash|现金及现金等价物净增加额|Net increase in cash
cash_at_begin|期初现金及现金等价物余额|Cash at the beginning
cash_flow
cash_at_end|期末现金及现金等价物余额|Cash at the end
notes
depreciation|折旧与摊销|Depreciation and amortisation
restricted_cash|受限货币资金|Restricted cash
cash_equivalents|现金等价物|Cash equivalents outside cash
dividends_declared|对所有者的分配|Dividends declared
retained_adjustments|留存收益其他变动|Other changes of retained earnings
"""


def _read(form: str) -> tuple[Line, ...]:
    """The form as lines; a head has no bar."""
    sheet, total, found = Sheet.BALANCE, "", []
    for text in form.strip().splitlines():
        if "|" not in text:
            name, _, total = text.partition(" ")
            sheet = Sheet(name)
            continue
        code, chinese, english = text.split("|")
        found.append(Line(code.removeprefix("-"), sheet, chinese, english, total, code.startswith("-")))
    return tuple(found)


LINES: Final = _read(_FORM)
LINE: Final[Mapping[str, Line]] = MappingProxyType({line.code: line for line in LINES})


def named(code: str) -> str:
    """The line's name in both languages, as a refusal names it to whoever filled in the form."""
    return f"{LINE[code].chinese} {LINE[code].english}"


def parts_of(total: str) -> tuple[Line, ...]:
    """The lines that add up to this sum, in the order of the form."""
    return tuple(line for line in LINES if line.total == total)


def depth_of(code: str) -> int:
    """How many sums stand above a line; 0 for what nothing adds up."""
    total = LINE[code].total
    return 0 if not total else 1 + depth_of(total)


# The sums, innermost first, so that each is checked after its parts.
SUMS: Final = tuple(sorted({line.total for line in LINES if line.total}, key=lambda code: (-depth_of(code), code)))
