"""
Numbers of customers and documents lose the blanks around them 编号首尾空格, under which the interface could not reach them.

Where another in the same place would then have the same number, or a security names the order as it was, the number stays and is
named in the log: somebody has to say which is meant.
"""

import logging
from typing import Any, Final

from django.db import migrations

BLANKS: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What a page and a list leave out at the ends of a number, and what the interface refuses there."""
NUMBERED: Final[dict[str, tuple[str, ...]]] = {
    "customers_customer": (),
    "trade_order": (),
    "trade_delivery": (),
    "trade_item": ("customer_id", "kind", "source"),
    "trade_bill": (),
    "trade_rebate": ("customer_id",),
}
"""What has a number, and within what it is the only one."""
SECURED: Final = "NOT EXISTS (SELECT FROM cover_cover cover WHERE cover.order_number = this.number)"
log = logging.getLogger(__name__)


def strip_numbers(cursor: Any) -> dict[str, list[str]]:
    """Take the blanks off and list by table the numbers that keep theirs."""
    return {table: found for table in NUMBERED if (found := _stripped(cursor, table))}


def _stripped(cursor: Any, table: str) -> list[str]:
    here, there = (f"btrim({row}.number, %(blanks)s)" for row in ("this", "other"))
    place = "".join(f" AND other.{column} = this.{column}" for column in NUMBERED[table])
    taken = f"SELECT FROM {table} other WHERE other.id <> this.id AND {there} = {here}{place}"
    free = SECURED if table == "trade_order" else "true"
    cursor.execute(
        f"""UPDATE {table} AS this SET number = {here}
        WHERE this.number <> {here} AND {here} <> '' AND {free} AND NOT EXISTS ({taken})""",  # noqa: S608 names of our own
        {"blanks": BLANKS},
    )
    cursor.execute(
        f"SELECT number FROM {table} AS this WHERE number <> {here} ORDER BY id",  # noqa: S608 names of our own
        {"blanks": BLANKS},
    )
    return [number for (number,) in cursor.fetchall()]


def strip_and_tell(_apps: Any, schema: Any) -> None:
    """Take the blanks off and name what keeps its own."""
    with schema.connection.cursor() as cursor:
        for table, numbers in strip_numbers(cursor).items():
            log.warning("%s: these numbers keep the blanks around them: %s", table, numbers)


class Migration(migrations.Migration):
    dependencies = [
        ("cover", "0002_guards"),
        ("customers", "0008_sealed_contacts"),
        ("trade", "0017_parts_name_their_origin"),
    ]

    operations = [migrations.RunPython(strip_and_tell, migrations.RunPython.noop)]
