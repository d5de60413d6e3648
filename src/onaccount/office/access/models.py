"""Tables of people 人员, teams 团队, roles 角色 and the keys of machines."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onaccount.office.access.rules import Scope


class PersonRegister(BaseUserManager["Person"]):
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class Team(models.Model):
    """A team; its members share what `Scope.TEAM` reaches."""

    name = models.CharField(_("Team"), max_length=80, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    def __str__(self) -> str:
        return self.name


class Person(AbstractBaseUser):
    """Somebody who signs in: member of staff, or later a customer's person in the portal."""

    username = models.CharField(_("Sign-in name"), max_length=80, unique=True)
    full_name = models.CharField(_("Name"), max_length=80)
    email = models.EmailField(_("E-mail"), unique=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    language = models.CharField(_("Language"), max_length=10, default="zh-hans")
    amount_unit = models.PositiveIntegerField(_("Amounts shown in"), default=1)
    is_active = models.BooleanField(_("May sign in"), default=True)
    is_sample = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "full_name"]
    objects = PersonRegister()

    def __str__(self) -> str:
        return self.full_name

    def set_password(self, raw_password: str | None) -> None:
        """Keep the digest of a password, and the moment, from which its age counts."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now() if raw_password else None

    def get_full_name(self) -> str:
        """The name as people say it."""
        return self.full_name


class Role(models.Model):
    """A role as data: credit manager, analyst, salesperson, ... The default table is data/roles.csv of lifecycle."""

    code = models.SlugField(max_length=40, unique=True)
    name_en = models.CharField(max_length=80)
    name_zh = models.CharField(max_length=80)
    needs_second_factor = models.BooleanField(_("Signs in with a second factor"), default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name_zh


class RoleGrant(models.Model):
    """What a role may do, and how far."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="grants")
    permission = models.CharField(max_length=60)
    scope = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Scope])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="one_scope_per_grant")]


class RoleHolding(models.Model):
    """A person holds a role from a day to a day (exclusive)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="holdings")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="holdings")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)


class ApiKey(models.Model):
    """
    The key of one integration; only a digest is kept. The person it belongs to carries the rights (role `integration`).

    `scopes` are the permissions it may use of those; it ends before `valid_to`. `calls` were counted in the minute
    `counted_minute` (minutes since 1970), over all processes of the program.
    """

    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="api_keys")
    scopes = ArrayField(models.CharField(max_length=60))
    calls_per_minute = models.PositiveIntegerField()
    valid_to = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    counted_minute = models.BigIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="key_may_call", condition=models.Q(calls_per_minute__gt=0))]

    def __str__(self) -> str:
        return self.name
