"""
The words ledgers use for their columns, in Chinese, English and SAP's short hand.

Terms: concept 列含义 (what a column means, `due_date`), synonym 同义列名. A title is compared after `key`: half width, lower case,
without spaces, signs, units and remarks in brackets.
"""

import re
import unicodedata
from functools import cache

SYNONYMS: dict[str, str] = {
    "customer_code": "客户编码 客户编号 客户代码 客户号 客户id 往来单位编码 往来单位编号 单位编码 购货单位编码 购货方编码 债务人编号 cust_number"
    " customer_number customer_code customer_no customer_id cust_no cust_id kunnr account_number account_no debtor_code"
    " debtor_number debtor_no customer bp_code sold_to",
    "customer_name": "客户名称 客户 客户全称 客户简称 往来单位 往来单位名称 单位名称 购货单位 购货单位名称 购买方 购买方名称 购方名称 公司名称 企业名称"
    " 债务人 债务人名称 name_customer customer_name cust_name name1 company_name company debtor_name debtor name account_name",
    "tax_number": "统一社会信用代码 社会信用代码 信用代码 纳税人识别号 税号 税务登记号 购方税号 uscc tax_number tax_id tax_no vat vat_number"
    " vat_no vat_id gstin",
    "document_number": "单据编号 单据号 单号 单据号码 凭证号 凭证编号 凭证字号 会计凭证号 业务单号 应收单号 参考号 doc_id document_number"
    " document_no doc_no doc_number belnr voucher_no voucher_number voucher reference reference_no document_id",
    "invoice_number": "发票号 发票号码 发票编号 发票代码号码 数电票号码 数电发票号码 invoice_id invoice_number invoice_no invoice inv_no invoice_num"
    " bill_number bill_no",
    "order_number": "订单号 订单编号 销售订单号 销售订单编号 销售订单 销售单号 合同号 合同编号 order_number order_no order_id sales_order"
    " sales_order_number sales_order_no sales_order_id so_number so_no so_id so po_number contract_no",
    "document_type": "单据类型 单据类别 业务类型 凭证类型 类型 document_type doc_type type transaction_type blart",
    "document_date": "单据日期 业务日期 凭证日期 制单日期 日期 document_create_date document_date doc_date bldat date transaction_date"
    " voucher_date",
    "posting_date": "记账日期 过账日期 入账日期 posting_date budat post_date booking_date gl_date",
    "invoice_date": "开票日期 发票日期 开票时间 开具日期 invoice_date inv_date bill_date billing_date issue_date baseline_create_date",
    "due_date": "到期日 到期日期 应收日期 应收日 应付日期 应付款日期 付款到期日 收款到期日 应收到期日 约定付款日 约定回款日 预计收款日 due_in_date due_date due duedate"
    " net_due_date payment_due_date maturity_date",
    "currency": "币种 币别 货币 原币币种 货币代码 币种代码 结算币种 invoice_currency currency currency_code curr ccy waers document_currency",
    "open_amount": "未收金额 未收款 未收余额 未收 应收余额 欠款金额 欠款 欠款余额 未核销金额 未清金额 未结金额 未回款金额 未回款 剩余金额 尚欠金额 应收账款余额"
    " total_open_amount open_amount outstanding outstanding_amount amount_due balance_due open_balance amount_open unpaid_amount"
    " amount_outstanding",
    "amount": "金额 应收金额 发票金额 单据金额 开票金额 含税金额 价税合计 原币金额 应收款 应收账款 总金额 订单金额 销售金额 total_amount amount"
    " invoice_amount gross_amount total document_amount invoice_total order_amount wrbtr amount_incl_tax order_total",
    "original_amount": "原始金额 原金额 原币原额 开票原额 original_amount original_invoice_amount invoice_original_amount original_value",
    "net_amount": "不含税金额 未税金额 无税金额 net_amount amount_excl_tax",
    "tax_amount": "税额 增值税额 tax_amount vat_amount tax",
    "local_amount": "本位币金额 本币金额 折合人民币 人民币金额 local_amount amount_local dmbtr",
    "paid_amount": "已收金额 已收款 已收 已核销金额 已回款金额 已回款 回款金额 收款金额 到账金额 实收金额 paid_amount amount_paid paid received"
    " received_amount payment_amount amount_received",
    "debit": "借方 借方金额 借方发生额 本期借方 本期借方发生额 本期发生借方 本期增加 借 debit debit_amount dr",
    "credit": "贷方 贷方金额 贷方发生额 本期贷方 本期贷方发生额 本期发生贷方 本期减少 贷 credit credit_amount cr",
    "opening_balance": "期初余额 期初 期初金额 上期余额 年初余额 上期结余 上年结转 opening_balance opening balance_brought_forward beginning_balance",
    "closing_balance": "期末余额 期末 余额 期末金额 结余 本期余额 累计余额 closing_balance balance ending_balance closing running_balance",
    "direction": "方向 借贷方向 余额方向 借或贷 借贷 direction debit_credit drcr shkzg",
    "payment_date": "收款日期 到账日期 回款日期 付款日期 收款日 结清日期 核销日期 交易日期 payment_date paid_date date_paid settled_date clear_date"
    " receipt_date value_date settlement_date",
    "payer": "付款人 付款方 付款单位 对方户名 付款人名称 payer payer_name remitter counterparty",
    "payment_method": "结算方式 收款方式 付款方式 payment_method method",
    "acceptor": "承兑人 承兑银行 承兑行 承兑人名称 付款行 acceptor accepting_bank drawee",
    "bill_due_date": "票据到期日 汇票到期日 承兑到期日 票据到期日期 bill_due_date bill_maturity bill_maturity_date",
    "acceptor_class": "承兑人类别 承兑人类型 票据类型 票据种类 acceptor_class acceptor_type bill_type",
    "bill_term": "票据期限 承兑期限 票据天数 bill_term bill_days tenor",
    "order_type": "订单类型 订单类别 销售类型 order_type sales_order_type auart",
    "rebate_number": "返利单号 返利编号 rebate_number rebate_no",
    "rebate_amount": "返利金额 返利 应计返利 计提返利 rebate_amount rebate accrued_rebate",
    "agreement": "协议编号 协议号 返利协议 agreement agreement_no rebate_agreement",
    "period_from": "期间起 期间开始 开始日期 起始日期 period_from period_start start_date",
    "period_to": "期间止 期间结束 结束日期 截止日期 period_to period_end end_date",
    "accrued_date": "计提日期 计提日 accrued_on accrued_date accrual_date",
    "bank_account": "银行账号 银行账户 账号 付款账号 对方账号 bank_account account iban",
    "salesperson": "业务员 销售员 销售人员 客户经理 销售经理 负责人 跟单员 salesperson sales_rep sales_person salesman account_manager owner",
    "department": "部门 销售部门 业务部门 事业部 department dept division",
    "region": "地区 区域 省份 大区 销售区域 region area territory",
    "country": "国家 国家地区 国别 country country_code",
    "city": "城市 city",
    "credit_limit": "信用额度 授信额度 额度 信用限额 赊销额度 客户额度 credit_limit limit credit_line",
    "max_order_amount": "单笔限额 最大订单金额 单笔订单限额 max_order_amount max_order single_order_limit",
    "credit_days": "账期 信用天数 账期天数 信用期 信用期限 赊销天数 账期天 付款天数 credit_days days credit_period terms_days net_days payment_days",
    "payment_terms": "付款条件 收款条件 结算条件 付款条款 收付款条件 cust_payment_terms payment_terms terms zterm term_code payment_term",
    "company_code": "公司代码 公司编码 组织编码 核算组织 账套 法人 business_code company_code bukrs entity legal_entity organization",
    "business_year": "会计年度 年度 business_year fiscal_year gjahr year",
    "contact": "联系人 联系人姓名 contact contact_name contact_person",
    "phone": "电话 联系电话 手机 手机号 联系方式 phone telephone mobile tel phone_number",
    "email": "邮箱 电子邮箱 电子邮件 email e_mail mail email_address",
    "address": "地址 公司地址 注册地址 联系地址 address street",
    "product": "产品 产品名称 商品 商品名称 物料 物料名称 品名 product product_name item material",
    "quantity": "数量 订单数量 发货数量 quantity qty",
    "unit_price": "单价 含税单价 unit_price price",
    "order_date": "订单日期 下单日期 签订日期 order_date ordered_on",
    "delivery_date": "发货日期 出库日期 交货日期 送货日期 签收日期 delivery_date ship_date shipped_date delivered_on",
    "delivery_number": "发货单号 发货单编号 发货单 出库单号 出库单编号 出库单 送货单号 送货单编号 送货单 交货单号 出货单号 delivery_number delivery_no"
    " delivery_id delivery_note delivery_note_number delivery_note_no dn_number dn_no dn",
    "days_overdue": "逾期天数 超期天数 days_overdue overdue_days days_late past_due_days",
    "remark": "备注 摘要 说明 附注 用途 remark remarks memo description note notes text comment comments",
    "status": "状态 单据状态 核销状态 isopen status state is_open",
    "group": "集团 所属集团 上级客户 母公司 group parent parent_company",
    "industry": "行业 所属行业 industry sector",
}
BRACKETS = re.compile(r"[(\[【{<《].*?[)\]】}>》]")
SIGNS = re.compile(r"[\W_]+")
REPEAT = re.compile(r"\.\d{1,2}$")


def plain(*, text: str) -> str:
    """The words of a title on one line, in half width, without doubled or invisible spaces."""
    half = unicodedata.normalize("NFKC", text)
    return " ".join(re.sub(r"[\u200b-\u200f\u2060\ufeff]", "", half).split())


def key(*, title: str) -> str:
    """What titles are compared by: lower case, no brackets with units or remarks, no spaces or signs."""
    words = BRACKETS.sub("", plain(text=title)).casefold()
    return SIGNS.sub("", words) or SIGNS.sub("", plain(text=title).casefold())


@cache
def concept_by_key() -> dict[str, str]:
    """Every known title's key with its concept. No two concepts share a title (the tests hold this)."""
    return {key(title=title): concept for concept, titles in SYNONYMS.items() for title in titles.split()}


def is_known(*, title: str) -> bool:
    """Whether ledgers use this title, also with a repetition number (`date.1`)."""
    return key(title=title) in concept_by_key() or key(title=REPEAT.sub("", plain(text=title))) in concept_by_key()
