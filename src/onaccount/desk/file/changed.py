"""What changes in what a credit file must hold 档案要求变更, thing by thing; the first version is compared with what is shipped."""

from django.utils.translation import gettext as _

from onaccount.customers.labels import RETENTIONS
from onaccount.customers.queries import classes
from onaccount.customers.rules.file_policy import SHIPPED_POLICY, FilePolicy, policy_from_json
from onaccount.customers.rules.retention import retention_as_json
from onaccount.desk.components.differing import SEPARATOR, Content, Line, lines_between
from onaccount.desk.components.figures import count_text
from onaccount.desk.file.words import need_row


def changed(old: Content, new: Content, currency: str) -> list[Line]:
    """Say how two stored contents differ."""
    before = policy_from_json(old) if old else SHIPPED_POLICY
    names = {each.code: each.name for each in classes()}
    return lines_between(before=_told(before, names, currency), after=_told(policy_from_json(new), names, currency))


def _told(policy: FilePolicy, names: dict[str, str], currency: str) -> dict[str, str]:
    asked = [need_row(need, names) for need in policy.needs]
    needs = {
        f"{row['word']}{SEPARATOR}{row['whom']}": _("weight %(weight)s, from %(amount)s %(currency)s")
        % {
            "weight": count_text(value=row["weight"]),
            "amount": count_text(value=row["from_amount"]),
            "currency": currency,
        }
        for row in asked
    }
    kept = {
        f"{_('Retention of personal data, months')}{SEPARATOR}{RETENTIONS[code]}": str(months)
        for code, months in retention_as_json(policy.retention).items()
    }
    return {**needs, **kept}
