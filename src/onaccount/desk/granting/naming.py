"""What a field of the granting policy is called: where it stands in the tables, for error messages and screen readers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from onaccount.limits import labels

WAYS = {
    "finance": gettext_lazy("Opinion of finance"),
    "sales": gettext_lazy("Opinion of sales"),
    "legal": gettext_lazy("Opinion of the legal department"),
    "hearing": gettext_lazy("Opinions: all, or one is enough"),
    "approvers": gettext_lazy("Approvers who decide"),
    "management": gettext_lazy("Of the management who decide"),
    "deciding": gettext_lazy("Decision: all, or one is enough"),
    "days": gettext_lazy("Days for each step (0: no deadline)"),
    "escalates": gettext_lazy("After the deadline the management may speak too"),
    "checklist": gettext_lazy("The checklist is ticked before the decision"),
}
"""What one edits of a level's way 审批路线, a row each; the levels stand beside each other."""
COLUMNS = {
    "grades.coefficient": gettext_lazy("Coefficient of the need"),
    "grades.days": gettext_lazy("Longest credit days"),
    "grades.largest": gettext_lazy("Largest limit"),
    "grades.secured": gettext_lazy("Must be secured (0 to 1)"),
    "industries.name": gettext_lazy("Industry"),
    "industries.days": gettext_lazy("Customary days"),
    "industries.monthly_sales": gettext_lazy("A new customer's month"),
    "deal_days.0": gettext_lazy("Deals up to"),
    "deal_days.1": gettext_lazy("Longest credit days"),
    "late_factors.0": gettext_lazy("Days late up to"),
    "late_factors.1": gettext_lazy("Factor of the need"),
    "exposure": gettext_lazy("Exposure up to"),
    "worst_rank": gettext_lazy("Grade down to"),
    "longest_days": gettext_lazy("Days up to"),
}


WHOM = {
    "statements": gettext_lazy("Meant for"),
    "industries": gettext_lazy("Only these industries"),
    "classes": gettext_lazy("Only these classes"),
}


def name_of(*, path: str, policy: Mapping[str, Any]) -> str:
    """Name a leaf of the policy by its row and column, in the language that is switched on."""
    match path.split("-"):
        case ["segments", number, *rest]:
            segment = policy["segments"][int(number)]
            return f"{segment['name']} · {_of_segment(rest, segment)}"
        case ["authority", *rest]:
            return _of_authority(rest)
        case ["weights", method]:
            return f"{labels.METHODS[method]} · {_('Weight')}"
        case [table, row, column]:
            return f"{COLUMNS[f'{table}.{column}']} · {_row(policy[table], int(row))}"
        case ["ungraded"]:
            return _("Treated as, without a grade")
    return str(labels.FIGURES[path])


def _of_segment(path: Sequence[str], segment: Mapping[str, Any]) -> str:
    match path:
        case ["name"]:
            return pgettext("thing", "Name")
        case ["audience", what]:
            return str(WHOM[what])
        case ["exposure" | "worst_rank" | "longest_days", _level]:
            return _of_authority(path)
    return name_of(path="-".join(path), policy=segment)


def _of_authority(path: Sequence[str]) -> str:
    match path:
        case ["ways", level, what]:
            return f"{WAYS[what]} · {_('Level')} {int(level) + 1}"
        case ["exceptions", code]:
            said = str(labels.REASONS[f"authority.{code}"]).rstrip(".。")
            return f"{said} · {_('At least level')}"
        case [column, level]:
            return f"{COLUMNS[column]} · {_('Level')} {level}"
    return str(labels.FIGURES[path[0]])


def _row(rows: Sequence[Any], number: int) -> str:
    """A grade by its name, an industry by its name, any other row by its number."""
    row = rows[number]
    known = (row.get("grade") or row.get("name")) if isinstance(row, Mapping) else ""
    return known or str(number + 1)
