"""The way of a level of authority 审批路线 as a sentence: whose opinions are heard, and who decides."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from onaccount.limits.rules.granting import Signing, Way

DEPARTMENTS = {
    "finance": gettext_lazy("finance"),
    "sales": gettext_lazy("sales"),
    "legal": gettext_lazy("legal department"),
}


def level_in_words(*, level: int, ways: tuple[Way, ...]) -> str:
    """Say who decides at a level, in the language that is switched on; at level 0 the policy itself does."""
    if level == 0:
        return _("The policy decides at once; some are looked at afterwards")
    said = _("; ").join(_parts(ways[level - 1]))
    return said[:1].upper() + said[1:]


def _parts(way: Way) -> Iterator[str]:
    heard = [str(DEPARTMENTS[name]) for name in way.heard]
    if heard:
        several = _("all are heard") if way.hearing is Signing.ALL else _("one of them is enough")
        names = _(", ").join(heard)
        yield (
            _("opinions of %(names)s (%(several)s)") % {"names": names, "several": several}
            if len(heard) > 1
            else _("opinion of %(names)s") % {"names": names}
        )
    people = list(_people(way))
    word = _(" and ") if way.deciding is Signing.ALL else _(" or ")
    yield (
        _("%(people)s decide") % {"people": word.join(people)}
        if way.deciders > 1
        else (_("%(people)s decides") % {"people": word.join(people)})
    )


def _people(way: Way) -> Iterator[str]:
    one = way.deciding is Signing.ANY
    if way.approvers:
        count = 1 if one else way.approvers
        yield ngettext("%(count)s approver", "%(count)s approvers", count) % {"count": count}
    if way.management:
        yield _("%(count)s of the management") % {"count": 1 if one else way.management}
