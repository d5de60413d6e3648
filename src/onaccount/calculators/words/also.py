"""
Other spellings of an input 别名: as textbooks, spreadsheets and other programs call the same figure.

A spelling here is small letters with underscores; capitals, blanks and hyphens in what is given are read as these. In one calculator a
spelling stands for one input only, and an input's own name always for itself; `tests/calculators` holds that. The printed label of an
input, in either language, is understood as well.
"""

from typing import Final

_SPELLINGS: Final = """
    total_assets            ta assets 总资产 资产总计 资产总额
    total_assets_begin      ta_begin assets_begin
    total_assets_end        ta_end assets_end
    total_liabilities       tl liabilities bv_debt total_debt total_debts 总负债 负债合计 负债总额
    working_capital         wc net_working_capital 营运资本 营运资金
    current_assets          ca 流动资产 流动资产合计
    current_liabilities     cl 流动负债 流动负债合计
    retained_earnings       re 留存收益
    equity                  eq mv_equity bv_equity market_equity book_equity market_value_of_equity book_value_of_equity mve shareholders_equity market_cap 股东权益 所有者权益 净资产
    sales                   revenue turnover revenues net_sales 营业收入 销售收入
    depreciation            dep
    inventory               inv stock inventories 存货
    profit_before_tax       pbt pretax_profit ebt 利润总额
    net_income              ni net_profit net_earnings 净利润
    net_income_before       ni_prev net_income_prev prior_net_income
    funds_from_operations   ffo
    has_two_year_loss       two_year_loss loss_two_years
    price_index             gnp_index gnp_price_index
    weight_of_sales         coef_x5 weight_x5
    trading_assets          trading
    notes_receivable        notes_rec
    receivables_begin       ar_begin
    receivables_end         ar_end
    inventory_begin         inv_begin
    inventory_end           inv_end
    payables_begin          ap_begin
    payables_end            ap_end
    cost_of_sales           cogs 营业成本
    operating_cash_flow     cfo 经营现金净额
    interest_bearing_debt   int_debt
    z_double_prime          z2 zpp
    bins                    bins_nonevent_event bins_good_bad
    bin_order               order
    base_score              base_points
    probability             pd probability_of_default
    loss_given_default      lgd 违约损失率
    loss_budget             budget
    floor                   pd_floor
    days_1_30               b1_30 buckets_1_30 bucket_1_30
    days_31_60              b31_60 buckets_31_60 bucket_31_60
    days_61_90              b61_90 buckets_61_90 bucket_61_90
    days_91_plus            b91_plus buckets_91_plus bucket_91_plus
    average_monthly_sales   avg_monthly_sales monthly_sales
    average_monthly_payments avg_monthly_payments monthly_payments
    term_months             months term
    coefficient             coef factor
    percent                 pct
    limits                  reference_limits
    insured_limit           credit_limit
    insured_percent         insured_pct
    limit                   credit_limit
    temporary_limit         temp_limit
    is_temporary_valid      temp_valid
    unposted_invoices       open_billing_docs
    open_items              open_receivables
    order_amount            order order_value
    receivables             ar ending_ar accounts_receivable trade_receivables 应收账款
    current_receivables     current_ar
    months                  months_newest_first
    years_long              years
    months_long             months
    days_long               days
    beginning_receivables   beginning_ar
    ending_receivables      ending_ar ending_total_ar
    ending_current_receivables ending_current_ar
    months_in_period        n_months
    past_due                past_due_ar overdue
    exposures               shares shares_pct counts
    required                required_allowance
    existing                existing_allowance existing_allowance_credit
    before                  prior_year_within_1y balance_before
    after                   this_year_1_2y balance_after
    written_off             written_off_in_year write_offs
    figure                  ratio value
    day                     date
    start                   from_date breach_date
    end                     to_date end_inclusive
    is_inclusive            inclusive
    is_halved               halved
    multiplier              times
    periods                 months instalment_count n
    annual_rate             yearly_rate
    reference_percent       ecb_rate reference_rate
    contacts                contacted
    last_day_of_performance judgment_performance_last_day
    principal_due           due_date
    original_due_date       due_date
    debts                   items
    as_of                   as_of_date
    discount_days           days_for_discount
    ebit                    operating_income earnings_before_interest_and_tax earnings_before_interest_and_taxes 息税前利润
    credit_sales            sales 赊销额
    base_odds               odds_at_base
    pdo                     points_to_double_odds points_to_double_the_odds
    principal               debt 本金
"""

ALSO: Final[dict[str, tuple[str, ...]]] = {
    name: tuple(others) for name, *others in (line.split() for line in _SPELLINGS.strip().splitlines())
}


_CHOICES: Final = {
    "z'": "z_prime",
    "z′": "z_prime",
    "z''": "z_double_prime",
    "z″": "z_double_prime",
    'z"': "z_double_prime",
}


def as_choice(text: str) -> str:
    """Bring a choice to its own word: "As listed" is as_listed, Z′ is z_prime."""
    spelling = as_spelling(text)
    return _CHOICES.get(spelling, spelling)


def as_spelling(key: str) -> str:
    """Write what was given in small letters and underscores: "Total assets" is total_assets, TA is ta."""
    return key.strip().casefold().replace("-", "_").replace(" ", "_")
