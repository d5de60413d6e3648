"""A list of open items from the old system 未清项清单 in the sample: an invoice that takes its order's value over, and one whose order nobody knows."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from onaccount.cli.sample.cast import COMPANIES
from onaccount.cli.sample.history import Ordered
from onaccount.cli.sample.stage import Stage
from onaccount.connectors.ledger_files import translate
from onaccount.lifecycle import file_taken_in
from onaccount.office.trays.intake.actions import Arrival

NUMBER, ORDER, UNKNOWN = "C2006", "O2006-920", "O2006-080"
HEADER = "客户编码,发票号,单据日期,到期日,币种,发票金额,未收金额,销售订单号"


def make_listed(*, stage: Stage) -> None:
    """Let the clerk enter an order in the old system's name and bring in the list that invoices half of it."""
    day = stage.morning
    company = next(each for each in COMPANIES if each.number == NUMBER)
    ordered = Ordered(day - timedelta(days=1), company, ORDER, Decimal(60_000), Decimal(240), day + timedelta(days=20))
    stage.play(ordered)
    rows = [_row("ERP-0417", 30_000, ORDER, day), _row("ERP-0418", 4_800, UNKNOWN, day)]
    file = BytesIO("\n".join([HEADER, *rows, ""]).encode())
    actor = stage.actor("clerk", day)
    arrival = Arrival("open_items", "ERP", "未清项清单.csv", file)
    run = translate.prepare(run=file_taken_in.take_in(arrival=arrival, actor=actor), today=day)
    run = file_taken_in.map_columns(run_id=run.pk, mapping=run.mapping, options=run.options)
    run = translate.check(run=run, report=_unseen, today=day)
    translate.import_run(run=run, report=_unseen, actor=actor, today=day)


def _row(number: str, amount: int, order: str, day: date) -> str:
    return f"{NUMBER},{number},{day},{day + timedelta(days=45)},CNY,{amount},{amount},{order}"


def _unseen(_done: int) -> None:
    """Nobody watches the rows go by."""
