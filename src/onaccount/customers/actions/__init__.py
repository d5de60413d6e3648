"""Writing customer files 客户档案, classes and details: each action is one transaction with one journal entry."""

from onaccount.customers.actions.classes import add_class, classify
from onaccount.customers.actions.details import change_detail
from onaccount.customers.actions.facts import add_fact, correct_fact, erase_personal, keep_paper, note_reading
from onaccount.customers.actions.files import (
    add_contact,
    add_other_name,
    change,
    decide_duplicate,
    index,
    join_group,
    open_file,
    open_files,
    open_member,
    propose_duplicates,
    remove_contact,
)
from onaccount.customers.actions.record import add_record_column, keep_record, note_sharing
from onaccount.customers.actions.statements import (
    hand_over,
    keep_workbooks,
    note_outcomes,
    take_in_statement,
    workbook_of,
)
from onaccount.customers.actions.withdrawing import withdraw

__all__ = [
    "add_class",
    "add_contact",
    "add_fact",
    "add_other_name",
    "add_record_column",
    "change",
    "change_detail",
    "classify",
    "correct_fact",
    "decide_duplicate",
    "erase_personal",
    "hand_over",
    "index",
    "join_group",
    "keep_paper",
    "keep_record",
    "keep_workbooks",
    "note_outcomes",
    "note_reading",
    "note_sharing",
    "open_file",
    "open_files",
    "open_member",
    "propose_duplicates",
    "remove_contact",
    "take_in_statement",
    "withdraw",
    "workbook_of",
]
