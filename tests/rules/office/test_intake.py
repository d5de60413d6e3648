"""Counts and faults of a run of intake."""

from decimal import Decimal

from onaccount.office.trays.intake.rules import FAULTS_KEPT, Fate, Fault, Tally, grouped


def fault(row: int, code: str = "a.b", *, blocks: bool = True, title: str = "金额") -> Fault:
    return Fault("s", row, "A", title, "x", code, {}, blocks)


def test_a_tally_counts_rows_sums_and_faults() -> None:
    tally = Tally()
    tally.fate(Fate.CREATED)
    tally.fate(Fate.REJECTED)
    tally.add(currency="CNY", amount=Decimal("1.50"), is_accepted=True)
    tally.add(currency="CNY", amount=Decimal(2), is_accepted=False)
    tally.found([fault(1), fault(2, blocks=False)])
    told = tally.as_json()
    assert (tally.rows_in, told["sums"], told["accepted"]) == (2, {"CNY": "3.50"}, {"CNY": "1.50"})
    assert (told["blocking"], told["warnings"]) == (1, 1)


def test_faults_beyond_what_is_kept_are_counted() -> None:
    tally = Tally()
    tally.found(fault(row) for row in range(FAULTS_KEPT + 3))
    assert (len(tally.faults), tally.blocking) == (FAULTS_KEPT, FAULTS_KEPT + 3)


def test_groups_come_by_repair_those_that_block_first() -> None:
    faults = [fault(1, "w", blocks=False), fault(2, "w", blocks=False), fault(3), fault(4), fault(5, title="日期")]
    groups = grouped(faults=faults, examples=1)
    assert [(group.code, group.title, group.count, len(group.examples)) for group in groups] == [
        ("a.b", "金额", 2, 1),
        ("a.b", "日期", 1, 1),
        ("w", "金额", 2, 1),
    ]
