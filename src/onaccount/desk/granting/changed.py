"""What changes in the granting policy 授信政策变更, line by line under the names its tables have."""

import re
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from onaccount.assessment.rules import GRADES
from onaccount.desk.components.differing import NOTHING, Content, Line, lines_between
from onaccount.desk.components.figures import count_text
from onaccount.desk.granting.forms import ANY_STATEMENTS, MODES, leaves, opened
from onaccount.desk.granting.naming import name_of
from onaccount.limits.rules.granting import policy_as_json, policy_from_json

AMOUNTS: Final = re.compile(
    r"(.*-)?(largest|monthly_sales|deal_days-\d+-0|exposure-\d+"
    r"|loss_budget|uninsured_appetite|step|instalments_above|unsecured|automatic_month)"
)


def changed(old: Content, new: Content, currency: str) -> list[Line]:
    """Say how two stored policies differ; rows are told apart by their names, so that a row taken out moves no other."""
    return lines_between(before=_lines(old, currency) if old else {}, after=_lines(new, currency))


def _lines(content: Content, currency: str) -> dict[str, str]:
    data = opened(policy_as_json(policy_from_json(content)))
    return {name_of(path=path, policy=data): _said(path, value, currency) for path, value in leaves(data)}


def _said(path: str, value: Any, currency: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if path.endswith(("-hearing", "-deciding")):
        return str(MODES[value])
    if path.endswith("-statements"):
        return str(dict(ANY_STATEMENTS)[value])
    if "-worst_rank-" in path:
        return GRADES[int(value) - 1]
    if path.endswith(("-name", "-industries", "-classes")) or path == "ungraded":
        return value or NOTHING
    figure = count_text(value=Decimal(value))
    return f"{figure} {currency}".strip() if AMOUNTS.fullmatch(path) else figure
