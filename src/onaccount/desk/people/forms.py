"""Forms about people 人员, roles 角色, teams 团队 and keys 接口密钥."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import DayField, SignInNameField
from onaccount.kernel.period import end_after
from onaccount.office.access import labels, queries
from onaccount.office.access.rules import Grant, NewKey, NewPerson, PersonDetails, Scope


def _roles() -> list[tuple[str, str]]:
    return [(role.code, role.name) for role in queries.roles()]


def _teams() -> list[tuple[str, Any]]:
    return [("", _("no team")), *((team.name, team.name) for team in queries.teams())]


class DetailsForm(forms.Form):
    """What is known of a person."""

    full_name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    team = forms.ChoiceField(label=_("Team"), choices=_teams, required=False)

    def details(self) -> PersonDetails:
        """The form as a value."""
        return PersonDetails(**{name: self.cleaned_data[name] for name in ("full_name", "email", "language", "team")})


class RolesForm(forms.Form):
    """Which roles a person holds."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=_roles, widget=forms.CheckboxSelectMultiple, required=False
    )


class InviteForm(DetailsForm, RolesForm):
    """Somebody new."""

    username = SignInNameField(help_text=_("Cannot be changed later; the journal names it."))
    field_order = ("username", "full_name", "email", "language", "team", "roles")

    def person(self) -> NewPerson:
        """The form as a value."""
        given = self.cleaned_data
        return NewPerson(given["username"], given["full_name"], given["email"], given["language"], given["team"])


class TeamForm(forms.Form):
    """A new team."""

    name = forms.CharField(label=_("Team"), max_length=80)


class KeyForm(forms.Form):
    """A new key."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    person = forms.TypedChoiceField(
        label=_("Acts with the rights of"),
        coerce=int,
        choices=lambda: [(person.pk, person.full_name) for person in queries.people() if person.is_active],
    )
    scopes = forms.MultipleChoiceField(
        label=_("May do"),
        help_text=_("Of the person's rights, this key uses only those chosen here."),
        widget=forms.CheckboxSelectMultiple,
        choices=[(scope, labels.PERMISSIONS[scope]) for scope in labels.KEY_SCOPES],
    )
    calls_per_minute = forms.IntegerField(label=_("Calls a minute"), initial=600, min_value=1, max_value=1_000_000)
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Empty: until it is revoked."))

    def key(self) -> NewKey:
        """The form as a value."""
        given = self.cleaned_data
        valid_to = end_after(given["last_day"])
        return NewKey(given["name"], given["person"], tuple(given["scopes"]), given["calls_per_minute"], valid_to)


class GrantsForm(forms.Form):
    """What a role may do: one choice per permission; and whether it signs in with a second factor."""

    needs_second_factor = forms.BooleanField(
        label=_("Signs in with a second factor"),
        required=False,
        help_text=_("Whoever holds this role and has none yet sets it up before anything else."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for permission, word in labels.PERMISSIONS.items():
            choices = [("", _("no")), *((scope.value, labels.SCOPES[scope]) for scope in reversed(Scope))]
            self.fields[_key(permission)] = forms.ChoiceField(label=str(word), choices=choices, required=False)

    def grants(self) -> tuple[Grant, ...]:
        """The form as values."""
        chosen = ((permission, self.cleaned_data[_key(permission)]) for permission in labels.PERMISSIONS)
        return tuple(Grant(permission, Scope(scope)) for permission, scope in chosen if scope)


def grants_shown(grants: dict[str, str]) -> dict[str, Any]:
    """Give the initial values of a `GrantsForm` from permission and scope."""
    return {_key(permission): scope for permission, scope in grants.items()}


def _key(permission: str) -> str:
    return permission.replace(".", "_")
