"""A draft as one page edits it 编辑政策草稿: three forms that are read back as one policy, and its faults beside them."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from onaccount.desk.components.answers import refused
from onaccount.desk.components.fields import noted
from onaccount.desk.policies.declared import parts_of, plain_fields
from onaccount.desk.policies.forms import Exclusions, NarrowRules, PolicyForm
from onaccount.desk.policies.scopes import scope_shown
from onaccount.desk.policies.tables import Exemptions, FailOpens, Steps, shown_exemption, shown_steps
from onaccount.desk.policies.wording import fault_words
from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck.rules import CATALOGUE, Authority, Checkpoint, Exclusion, Policy, RuleSetting, Scope
from onaccount.ordercheck.rules.changes import faults
from onaccount.ordercheck.rules.declared import declared


class Editor:
    """The forms of one draft."""

    def __init__(self, *, policy: Policy, note: str, data: Mapping[str, Any] | None) -> None:
        self.before = policy
        self.form = PolicyForm(data, policy=policy, initial=_shown(policy, note))
        narrow = [_rule_shown(each) for each in policy.rules if each.scope != Scope()]
        self.narrow = NarrowRules(data, prefix="narrow", initial=narrow)
        self.exclusions = Exclusions(data, prefix="exception", initial=[_exclusion_shown(e) for e in policy.exclusions])
        given = policy.release.authority
        self.steps = Steps(data, prefix="step", initial=list(shown_steps(given.steps if given else ())))
        self.exemptions = Exemptions(data, prefix="exempt", initial=[shown_exemption(e) for e in policy.exemptions])
        passes = [scope_shown(each.scope) | {"up_to": each.up_to} for each in policy.fail_open]
        self.fail_opens = FailOpens(data, prefix="open", initial=passes)

    def is_valid(self) -> bool:
        """Whether every form reads and the policy they make is sound; faults stand above the form."""
        readings = [self.form.is_valid(), *(rows.is_valid() for rows in self._tables)]
        if not all(readings):
            self._tell_rows()
            return False
        try:
            found = faults(self.policy())
        except Refusal as refusal:
            self.form.add_error(None, refused(refusal))
            return False
        for fault in found:
            self.form.add_error(None, fault_words(fault))
        return not found

    def policy(self) -> Policy:
        """The policy the forms describe."""
        general = self.form.general_settings()
        narrow = (row.setting(self.before) for row in _kept(self.narrow))
        exclusions = tuple(row.exclusion() for row in _kept(self.exclusions))
        plain = self.form.with_plain_fields()
        return replace(
            plain,
            rules=(*general, *narrow),
            exclusions=exclusions,
            exemptions=tuple(row.exemption() for row in _kept(self.exemptions)),
            fail_open=tuple(row.fail_open() for row in _kept(self.fail_opens)),
            release=replace(plain.release, authority=self._authority()),
        )

    def _authority(self) -> Authority | None:
        """The authority of the rows; the table it was made from where they say the same. Refuses `ordercheck.authority_falls`."""
        steps = tuple(row.step() for row in _kept(self.steps))
        before = self.before.release.authority
        if before is not None and before.steps == steps:
            return before
        return Authority.of(steps) if steps else None

    @property
    def _tables(self) -> tuple[Any, ...]:
        return self.narrow, self.exclusions, self.steps, self.exemptions, self.fail_opens

    @property
    def note(self) -> str:
        """What changes and why, in the person's words."""
        return noted(self.form)

    def _tell_rows(self) -> None:
        """Errors in the rows stand in the summary too, or a reader of the top of the page would miss them."""
        for rows in self._tables:
            for error in (*rows.non_form_errors(), *(said for row in rows.forms for said in _errors(row))):
                self.form.add_error(None, error)


def _errors(row: Any) -> list[str]:
    """The errors of one row, each behind the word of its field."""
    return [f"{row.fields[name].label}: {error}" for name, errors in row.errors.items() for error in errors]


def _kept(rows: Any) -> list[Any]:
    """The rows that were there or were filled in, without those that were struck out."""
    struck = rows.deleted_forms
    return [row for row in rows.forms if (row in rows.initial_forms or row.has_changed()) and row not in struck]


def _shown(policy: Policy, note: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"note": note}
    general = {setting.code: setting for setting in policy.rules if setting.scope == Scope()}
    for code in CATALOGUE:
        known = _setting_shown(general[code]) if code in general else _strengths_shown(RuleSetting(code))
        shown |= {f"rule.{code}.{name}": value for name, value in known.items()}
    shown |= {f"grace.{point}": policy.grace_days.get(point) for point in Checkpoint}
    for part, value in parts_of(policy).items():
        shown |= {f"{part}.{name}": _plain(getattr(value, name)) for name, _field in plain_fields(value)}
    return shown


def _setting_shown(setting: RuleSetting) -> dict[str, Any]:
    numbers = {each.name: _plain(getattr(setting, each.name)) for each in declared(setting.code).parameters}
    numbers |= {name: getattr(setting, name) for name in declared(setting.code).extras}
    return numbers | _strengths_shown(setting)


def _strengths_shown(setting: RuleSetting) -> dict[str, Any]:
    """A rule nobody has switched on shows these alone, and for all else what its inputs begin with."""
    return {str(point): setting.strength_at(point).value for point in Checkpoint}


def _rule_shown(setting: RuleSetting) -> dict[str, Any]:
    return scope_shown(setting.scope) | {"rule": setting.code} | _setting_shown(setting)


def _exclusion_shown(each: Exclusion) -> dict[str, Any]:
    return scope_shown(each.scope) | {"rule": "" if each.releases_all else each.code, "below": _plain(each.below)}


def _plain(value: Any) -> Any:
    """A number without needless zeros, a choice as its code, several as a list."""
    if hasattr(value, "normalize"):
        return f"{value.normalize():f}"
    return list(value) if isinstance(value, tuple) else getattr(value, "value", value)
