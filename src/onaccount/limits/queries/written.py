"""The written policy 赊账管理办法, generated from the data of the granting policy, so that what is written is what counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from onaccount.limits import labels
from onaccount.limits.rules.granting import HIGHEST, GrantingPolicy, Segment
from onaccount.limits.wording.ways import level_in_words


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its heading, its sentences, and a table whose first row is the head (or none)."""

    heading: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def articles_of(*, policy: GrantingPolicy, currency: str) -> tuple[Article, ...]:
    """Write the articles in the language that is switched on, amounts in the company's currency."""
    return tuple(
        Article(f"{number}. {heading}", paragraphs, rows)
        for number, (heading, paragraphs, rows) in enumerate(_articles(policy, currency), start=1)
    )


def _articles(
    policy: GrantingPolicy, currency: str
) -> Iterator[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    yield (
        _("Purpose"),
        (
            _(
                "We sell on account to customers of whom we know enough, up to a limit and on terms that follow from what we know."
            ),
            _(
                "Whoever asks does not decide. Nothing is in force before it is approved, and every approval is bound to the exact content."
            ),
        ),
        (),
    )
    yield _("Grades, limits and terms"), (_ungraded(policy),), _grades(policy, currency)
    for segment in policy.segments:
        yield (
            _("Segment: %(name)s") % {"name": segment.name},
            tuple(_segment(segment, policy, currency)),
            _grades(policy.within(segment), currency),
        )
    yield _("How the amount is found"), tuple(_amount(policy, currency)), ()
    yield _("Terms and instalments"), tuple(_terms(policy, currency)), ()
    yield _("Who decides"), tuple(_deciding(policy, currency)), _levels(policy, currency)
    yield _("Exceptions"), (_("An exception raises the level to at least:"),), _exceptions(policy)
    yield _("Review and raises"), tuple(_raising(policy)), ()
    yield (
        _("Mistakes"),
        (
            _(
                "A wrong limit is corrected by a new line that names the wrong one, its cause and its scope. Orders it let pass are listed, the people concerned are told, and a task with a day checks the remedy."
            ),
        ),
        (),
    )


def _ungraded(policy: GrantingPolicy) -> str:
    return _(
        "A customer without a grade is treated as %(grade)s. A better grade never gets a smaller limit or a shorter term."
    ) % {"grade": policy.ungraded}


def _grades(policy: GrantingPolicy, currency: str) -> tuple[tuple[str, ...], ...]:
    head = (
        _("Grade"),
        _("Coefficient of the need"),
        _("Longest credit days"),
        f"{_('Largest limit')} {currency}",
        _("Must be secured"),
    )
    rows = (
        (row.grade, _plain(row.coefficient), str(row.days), _plain(row.largest), f"{row.secured:.0%}")
        for row in policy.grades
    )
    return (head, *rows)


def _segment(segment: Segment, policy: GrantingPolicy, currency: str) -> Iterator[str]:
    """Whom it holds, and what reads otherwise there than the general rule, matrix by matrix."""
    own, whom = policy.within(segment), segment.audience
    told = {None: "", True: _("with statements"), False: _("without statements")}[whom.has_statements]
    parts = (_listed(_("of the classes"), whom.classes), _listed(_("of the industries"), whom.industries), told)
    yield _("For customers %(whom)s the following table counts.") % {"whom": _(", ").join(filter(None, parts))}
    if own.weights != policy.weights:
        yield _based(own)
    if own.deal_days != policy.deal_days:
        yield _("Who buys in small single deals gets at most: %(deals)s.") % {"deals": _deals(own, currency)}
    if own.authority != policy.authority:
        reach = zip(own.authority.exposure, own.authority.worst_rank, own.authority.longest_days, strict=True)
        yield _("The levels reach: %(levels)s.") % {
            "levels": _("; ").join(
                _("level %(level)s up to %(amount)s %(currency)s, grade %(grade)s and %(days)s days")
                % {
                    "level": level,
                    "amount": _plain(amount),
                    "currency": currency,
                    "grade": own.grades[rank - 1].grade,
                    "days": days,
                }
                for level, (amount, rank, days) in enumerate(reach)
            )
        }


def _listed(said: str, names: tuple[str, ...]) -> str:
    return f"{said} {', '.join(names)}" if names else ""


def _based(policy: GrantingPolicy) -> str:
    used = [str(labels.METHODS[code]) for code, weight in policy.weights.items() if weight]
    return _("The base is the weighted mean of: %(methods)s. A method whose figures are missing is left out.") % {
        "methods": "; ".join(used)
    }


def _deals(policy: GrantingPolicy, currency: str) -> str:
    return _("; ").join(
        _("up to %(amount)s %(currency)s %(days)s days") % {"amount": _plain(up_to), "currency": currency, "days": days}
        for up_to, days in policy.deal_days
    )


def _amount(policy: GrantingPolicy, currency: str) -> Iterator[str]:
    yield _based(policy)
    yield _(
        "No limit exceeds the smallest of its caps: the grade's largest limit; %(share)s of our own yearly business; the budget of %(budget)s %(currency)s for the loss expected in a year; what the customer can pay within a term; an insured limit and %(appetite)s %(currency)s beyond it. In financial distress only what is secured is lent."
    ) % {
        "share": f"{policy.own_business_percent:.0%}",
        "budget": _plain(policy.loss_budget),
        "appetite": _plain(policy.uninsured_appetite),
        "currency": currency,
    }
    yield _("The result is rounded down to %(step)s %(currency)s.") % {
        "step": _plain(policy.step),
        "currency": currency,
    }


def _terms(policy: GrantingPolicy, currency: str) -> Iterator[str]:
    yield _(
        "The term is the shortest of what the grade allows, what was asked for or else is customary, what the size of the deals allows, and what the law allows; with a public body at most %(days)s days."
    ) % {"days": policy.public_body_days}
    yield _(
        "Customary are the industry's days, moved by %(share)s towards the customer's own cash cycle. Who buys in small single deals gets at most: %(deals)s."
    ) % {
        "share": f"{policy.cycle_share:.0%}",
        "deals": _deals(policy, currency),
    }
    yield _("A single deal above %(amount)s %(currency)s is paid in %(count)s instalments.") % {
        "amount": _plain(policy.instalments_above),
        "currency": currency,
        "count": policy.instalments,
    }


def _deciding(policy: GrantingPolicy, currency: str) -> Iterator[str]:
    authority = policy.authority
    yield _(
        "The strictest line decides: exposure after approval, grade, term, unsecured part, exceptions. Each step has its days; after them the management may speak too where the level says so."
    )
    yield _(
        "The policy itself grants at most %(amount)s %(currency)s in a month; of every hundred such decisions a person looks at %(count)s."
    ) % {
        "amount": _plain(authority.automatic_month),
        "currency": currency,
        "count": authority.sampled,
    }


def _levels(policy: GrantingPolicy, currency: str) -> tuple[tuple[str, ...], ...]:
    authority = policy.authority
    head = (
        _("Level"),
        f"{_('Exposure up to')} {currency}",
        _("Grade down to"),
        _("Days up to"),
        _("Who decides"),
        _("Days for each step"),
    )
    bounds = zip(authority.exposure, authority.worst_rank, authority.longest_days, strict=True)
    rows = [
        (str(level), _plain(exposure), policy.grades[rank - 1].grade, str(days), *_going(level, policy))
        for level, (exposure, rank, days) in enumerate(bounds)
    ]
    return (head, *rows, (str(HIGHEST), "--", "--", "--", *_going(HIGHEST, policy)))


def _going(level: int, policy: GrantingPolicy) -> tuple[str, str]:
    ways = policy.authority.ways
    days = str(ways[level - 1].days or "--") if level else "--"
    return level_in_words(level=level, ways=ways), days


def _exceptions(policy: GrantingPolicy) -> tuple[tuple[str, ...], ...]:
    rows = (
        (str(labels.REASONS[f"authority.{code}"]), str(level)) for code, level in policy.authority.exceptions.items()
    )
    return ((_("Exception"), _("At least level")), *rows)


def _raising(policy: GrantingPolicy) -> Iterator[str]:
    yield _(
        "A better grade, or %(months)s months without a late day, suggests a raise or longer terms; a worse grade or late payment suggests a cut. A person asks for it, and it goes the same way as any other request."
    ) % {"months": policy.clean_months}
    yield _("Who pays late on average needs less: the need is cut by the table of days late.")


def _plain(amount: Decimal) -> str:
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
