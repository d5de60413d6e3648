"""
Other spellings of an input 别名: as textbooks, spreadsheets and other programs call the same figure.

A spelling here is small letters with underscores; capitals, blanks and hyphens in what is given are read as these. In one calculator a
spelling stands for one input only, and an input's own name always for itself; `tests/calculators` holds that.
"""

from typing import Final

_SPELLINGS: Final = """
    total_assets            ta assets
    total_assets_begin      ta_begin assets_begin
    total_assets_end        ta_end assets_end
    total_liabilities       tl liabilities bv_debt total_debt
    working_capital         wc
    current_assets          ca
    current_liabilities     cl
    retained_earnings       re
    equity                  eq mv_equity bv_equity market_equity book_equity
    sales                   revenue turnover
    depreciation            dep
    inventory               inv stock
    profit_before_tax       pbt
    net_income              ni net_profit
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
    cost_of_sales           cogs
    operating_cash_flow     cfo
    interest_bearing_debt   int_debt
    z_double_prime          z2 zpp
    bins                    bins_nonevent_event bins_good_bad
    bin_order               order
    base_score              base_points
    probability             pd
    loss_given_default      lgd
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
    receivables             ar ending_ar
    current_receivables     current_ar
    months                  months_newest_first
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
"""

ALSO: Final[dict[str, tuple[str, ...]]] = {
    name: tuple(others) for name, *others in (line.split() for line in _SPELLINGS.strip().splitlines())
}


def as_spelling(key: str) -> str:
    """Write what was given in small letters and underscores: "Total assets" is total_assets, TA is ta."""
    return key.strip().casefold().replace("-", "_").replace(" ", "_")
