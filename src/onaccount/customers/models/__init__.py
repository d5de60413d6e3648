"""Tables of customers: files and groups, classes, changed details, financial statements."""

from onaccount.customers.models.facts import Document, DocumentContent, Fact, FactCorrection, PersonalValues
from onaccount.customers.models.files import (
    ClassMembership,
    Contact,
    Customer,
    CustomerClass,
    DetailChange,
    DuplicateProposal,
    Group,
    OtherName,
)
from onaccount.customers.models.record import RecordColumn, RecordEntry
from onaccount.customers.models.statements import Statement, StatementFile, StatementRun

__all__ = [
    "ClassMembership",
    "Contact",
    "Customer",
    "CustomerClass",
    "DetailChange",
    "Document",
    "DocumentContent",
    "DuplicateProposal",
    "Fact",
    "FactCorrection",
    "Group",
    "OtherName",
    "PersonalValues",
    "RecordColumn",
    "RecordEntry",
    "Statement",
    "StatementFile",
    "StatementRun",
]
