"""Who plays in the sample company 演示公司.

Every name carries an invented place (澄州, 岚江, 望川) and every code an unassigned area, so that none can be real.
Amounts are in the customer's currency, tax included.
"""

from dataclasses import dataclass

from onaccount.kernel.identity import make_uscc

COMPANY = "澄州砚石材料有限公司"
PASSWORD = "yanshi-sample-2026"  # noqa: S105 printed at the start; refused in production mode


@dataclass(frozen=True, slots=True)
class Somebody:
    """A member of staff: sign-in name, name, roles, team."""

    username: str
    full_name: str
    roles: tuple[str, ...]
    team: str
    language: str = "zh-hans"


STAFF = (
    Somebody("admin", "季云舒", ("administrator",), "信息部"),
    Somebody("manager", "沈若衡", ("credit_manager",), "信用部"),
    Somebody("deputy", "林见深", ("credit_manager",), "信用部"),
    Somebody("analyst", "陆知微", ("analyst",), "信用部"),
    Somebody("finance", "严守拙", ("approver_finance",), "财务部"),
    Somebody("saleshead", "裴长青", ("sales_manager", "approver_sales"), "销售一部"),
    Somebody("legal", "温如言", ("approver_legal",), "法务部"),
    Somebody("sales", "顾南乔", ("salesperson",), "销售一部"),
    Somebody("sales2", "贺一鸣", ("salesperson",), "销售二部"),
    Somebody("clerk", "方小满", ("order_clerk",), "商务部"),
    Somebody("warehouse", "石磊", ("warehouse",), "仓储部"),
    Somebody("collector", "邹听澜", ("collector",), "信用部"),
    Somebody("cashier", "叶知秋", ("cashier",), "财务部"),
    Somebody("executive", "荀敬之", ("executive",), "总经办"),
    Somebody("auditor", "Eleanor Hart", ("auditor",), "审计部", "en"),
)


@dataclass(frozen=True, slots=True)
class Pays:
    """How a customer pays: days against the due date now and half a year ago, their spread, and how."""

    delay: int
    spread: int = 2
    delay_before: int | None = None
    on_account: bool = False  # round sums, oldest first, instead of invoice by invoice
    method: str = "transfer"
    stopped_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class Buys:
    """How a customer buys: orders a month, their usual amount, the months of its season, growth over the last quarter."""

    a_month: float
    amount: int
    season: tuple[int, ...] = ()
    growth: float = 1.0
    from_days_ago: int = 540
    until_days_ago: int = 0
    uninvoiced_after_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """A customer of the sample company; `limit` None is prepay only, `credit_days` its terms."""

    number: str
    name: str
    name_en: str
    industry: str
    region: str
    sells: str
    credit_days: int
    limit: int | None
    buys: Buys
    pays: Pays
    currency: str = "CNY"
    country: str = "CN"
    parent: str = ""
    group_limit: int | None = None
    order_limit: int | None = None
    month_end: bool = False

    @property
    def uscc(self) -> str:
        """A code with valid check digits in an area that is not assigned; none for companies abroad."""
        if self.country != "CN":
            return ""
        return make_uscc(authority="91", region="990100", organisation=f"MA{int(self.number[1:]):06d}")


NAMED = (
    Company(
        "C1001",
        "澄州云汀精工机械有限公司",
        "Yunting Precision",
        "机械",
        "澄州",
        "sales",
        30,
        1_200_000,
        Buys(2.0, 110_000),
        Pays(-3, 1),
        month_end=True,
    ),
    Company(
        "C1002",
        "岚江木棠家居有限公司",
        "Mutang Home",
        "家具",
        "岚江",
        "sales",
        30,
        600_000,
        Buys(2.5, 52_000),
        Pays(30, 4, on_account=True),
    ),
    Company(
        "C1003",
        "望川铸业有限公司",
        "Wangchuan Castings",
        "铸造",
        "望川",
        "sales2",
        30,
        800_000,
        Buys(2.0, 52_000, growth=2.5),
        Pays(60, 6, delay_before=8, stopped_days_ago=75),
    ),
    Company(
        "C1004",
        "岚江鹭屿集团有限公司",
        "Luyu Group",
        "集团",
        "岚江",
        "sales",
        45,
        500_000,
        Buys(0.5, 60_000),
        Pays(5, 3),
        group_limit=2_000_000,
    ),
    Company(
        "C1005",
        "岚江鹭屿涂装工程有限公司",
        "Luyu Coating",
        "涂装",
        "岚江",
        "sales",
        45,
        1_000_000,
        Buys(2.5, 125_000),
        Pays(6, 3),
        parent="C1004",
    ),
    Company(
        "C1006",
        "岚江鹭屿电气有限公司",
        "Luyu Electric",
        "电气",
        "岚江",
        "sales",
        45,
        1_000_000,
        Buys(2.5, 120_000),
        Pays(6, 3),
        parent="C1004",
    ),
    Company(
        "C1007",
        "岚江鹭屿物流有限公司",
        "Luyu Logistics",
        "物流",
        "岚江",
        "sales",
        45,
        400_000,
        Buys(1.5, 60_000),
        Pays(24, 5),
        parent="C1004",
    ),
    Company(
        "C1008",
        "望川谷野农机有限公司",
        "Guye Farm Machinery",
        "农机",
        "望川",
        "sales2",
        60,
        1_000_000,
        Buys(2.5, 150_000, season=(2, 3, 4, 5)),
        Pays(4, 3),
        order_limit=500_000,
    ),
    Company(
        "C1009",
        "澄州新霁生物科技有限公司",
        "Xinji Bio",
        "生物",
        "澄州",
        "sales2",
        0,
        None,
        Buys(4.0, 24_000, from_days_ago=42, until_days_ago=20),
        Pays(-5, 1),
    ),
    Company(
        "C1010",
        "望川砚桥建设有限公司",
        "Yanqiao Construction",
        "建筑",
        "望川",
        "sales2",
        60,
        1_500_000,
        Buys(1.2, 150_000, uninvoiced_after_days_ago=210),
        Pays(25, 8),
    ),
    Company(
        "C1011",
        "澄州泊宁商业连锁有限公司",
        "Boning Retail",
        "零售",
        "澄州",
        "sales",
        45,
        900_000,
        Buys(2.5, 100_000),
        Pays(7, 4),
        month_end=True,
    ),
    Company(
        "C1012",
        "岚江曜川汽车配件有限公司",
        "Yaochuan Auto Parts",
        "汽配",
        "岚江",
        "sales",
        60,
        3_000_000,
        Buys(2.0, 480_000),
        Pays(0, 1, method="bank_bill"),
    ),
    Company(
        "C1013",
        "Halvern Supply Ltd",
        "Halvern Supply",
        "Distribution",
        "Halvern",
        "sales2",
        60,
        400_000,
        Buys(1.5, 60_000),
        Pays(8, 4),
        currency="EUR",
        country="IE",
    ),
    Company(
        "C1014",
        "澄州苍霖化工有限公司",
        "Canglin Chemicals",
        "化工",
        "澄州",
        "sales",
        30,
        500_000,
        Buys(2.0, 125_000),
        Pays(5, 3),
    ),
    Company(
        "C1015",
        "望川旧渡贸易有限公司",
        "Jiudu Trading",
        "贸易",
        "望川",
        "sales2",
        30,
        200_000,
        Buys(1.0, 40_000, until_days_ago=425),
        Pays(15, 10),
    ),
)

_QUIET = (
    ("澄州禾棱包装", "Heleng Packaging", "包装", 30, 400_000, 2.0, 45_000, 0),
    ("岚江砺石工具", "Lishi Tools", "五金", 30, 300_000, 1.5, 38_000, 2),
    ("望川青筑门窗", "Qingzhu Windows", "建材", 45, 500_000, 2.0, 60_000, 9),
    ("澄州浮白印务", "Fubai Printing", "印刷", 30, 250_000, 1.5, 30_000, -2),
    ("岚江汀岸船舶", "Ting'an Marine", "船舶", 60, 1_200_000, 1.0, 210_000, 6),
    ("望川栖梧家电", "Qiwu Appliances", "家电", 45, 900_000, 2.5, 95_000, 3),
    ("澄州拾光灯具", "Shiguang Lighting", "照明", 30, 350_000, 2.0, 42_000, 14),
    ("岚江白鹿乐器", "Bailu Instruments", "乐器", 30, 150_000, 0.8, 28_000, 0),
    ("望川铁杉木业", "Tieshan Timber", "木业", 45, 600_000, 1.5, 85_000, 18),
    ("澄州云帆帐篷", "Yunfan Tents", "户外", 30, 200_000, 1.0, 33_000, 1),
    ("岚江曲水泵业", "Qushui Pumps", "泵阀", 60, 700_000, 1.6, 105_000, 4),
    ("望川赤岩矿机", "Chiyan Mining Machines", "矿机", 60, 1_500_000, 0.8, 320_000, 11),
    ("澄州麦田食品机械", "Maitian Food Machines", "机械", 45, 450_000, 1.2, 64_000, -1),
    ("岚江南屏地坪", "Nanping Flooring", "地坪", 30, 380_000, 2.2, 36_000, 21),
    ("望川燕尾紧固件", "Yanwei Fasteners", "五金", 30, 260_000, 1.8, 29_000, 5),
    ("澄州知更鸟玩具", "Zhigengniao Toys", "玩具", 30, 220_000, 1.4, 31_000, 0),
    ("岚江长亭铁艺", "Changting Ironwork", "铁艺", 45, 320_000, 1.3, 44_000, 7),
    ("望川半夏药包", "Banxia Pharma Packaging", "包装", 45, 520_000, 1.7, 58_000, -4),
)

QUIET = tuple(
    Company(
        f"C{2001 + place}",
        f"{name}有限公司",
        english,
        industry,
        name[:2],
        "sales" if place % 2 else "sales2",
        days,
        limit,
        Buys(round(a_month * 0.5, 2), round(amount * 1.8)),
        Pays(delay, 3),
    )
    for place, (name, english, industry, days, limit, a_month, amount, delay) in enumerate(_QUIET)
)

COMPANIES = NAMED + QUIET
