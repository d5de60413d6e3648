"""What a credit file is asked for, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onaccount.customers.labels import FACTS, PAPERS, PURPOSES
from onaccount.customers.rules.completeness import NeedKind


def named(kind: NeedKind, code: str) -> str:
    """Name what can be asked for."""
    match kind:
        case NeedKind.FACT:
            return str(FACTS[code])
        case NeedKind.PAPER:
            return _("Paper: %(type)s") % {"type": PAPERS[code]}
        case NeedKind.STATEMENTS:
            said = ngettext("Statements of %(years)s full year", "Statements of %(years)s full years", int(code))
            return said % {"years": code}
    return _("Contact for %(purpose)s") % {"purpose": PURPOSES.get(code, code)}
