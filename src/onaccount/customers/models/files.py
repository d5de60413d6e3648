"""Tables of customers 客户, groups 集团, other names 别名, contacts 联系人, classes 客户分类 and changed details 资料变更."""

import json

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from onaccount.customers.labels import DETAILS, PURPOSES
from onaccount.customers.rules import ContactDraft
from onaccount.office.vault.content import unsealed


class Group(models.Model):
    """The unit of contention: one row per tree of companies, locked first by every writer that can change a verdict."""

    name = models.CharField(max_length=200)
    changes = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Customer(models.Model):
    """
    A company that buys on account. `group` is the root of its tree; a company alone is a group of its own.

    A file is never deleted, since movements and journal speak of it: one that an import opened by mistake is withdrawn, seen
    and found by nobody, its number free for another.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    number = models.CharField(_("Customer number"), max_length=40, unique=True)
    name = models.CharField(_("Customer name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True, default="")
    initials = models.CharField(max_length=80, blank=True, default="")
    pinyin = models.CharField(max_length=400, blank=True, default="")
    uscc = models.CharField(_("Unified social credit code"), max_length=18, blank=True, default="")
    vat_number = models.CharField(_("VAT number"), max_length=20, blank=True, default="")
    lei = models.CharField(_("LEI"), max_length=20, blank=True, default="")
    country = models.CharField(_("Country"), max_length=2, default="CN")
    region = models.CharField(_("Region"), max_length=80, blank=True, default="")
    industry = models.CharField(_("Industry"), max_length=80, blank=True, default="")
    address = models.CharField(_("Registered address"), max_length=240, blank=True, default="")
    language = models.CharField(_("Language of letters"), max_length=10, default="zh-hans")
    currency = models.CharField(_("Currency"), max_length=3, default="CNY")
    salesperson = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="customers"
    )
    opened_on = models.DateField(_("Customer since"))
    created_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uscc"], condition=~models.Q(uscc=""), name="one_customer_per_uscc"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="no_own_parent"),
        ]
        indexes = [models.Index(fields=["group"]), models.Index(fields=["name"]), models.Index(fields=["initials"])]

    def __str__(self) -> str:
        return self.name


class OtherName(models.Model):
    """Another name or number under which the customer is known: ERP code, former name 曾用名, spelling."""

    class Kind(models.TextChoices):
        ERP_CODE = "erp_code", _("ERP code")
        FORMER_NAME = "former_name", _("Former name")
        SPELLING = "spelling", _("Spelling")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="other_names")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    value = models.CharField(max_length=200)
    source = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "kind", "value"], name="other_name_once")]
        indexes = [models.Index(fields=["kind", "value"])]


class Contact(models.Model):
    """
    Somebody at the customer, by purpose: invoices, payments, disputes, decisions, legal.

    Who it is lies sealed; `name_key` and `email_key` are blind marks (`office.vault.content.blind`) by which an equal name or
    address is found again, "" for none. Erased by the retention of the file's policy.
    """

    class Purpose(models.TextChoices):
        PAYMENT = "payment", PURPOSES["payment"]
        INVOICE = "invoice", PURPOSES["invoice"]
        DECISION = "decision", PURPOSES["decision"]
        DISPUTE = "dispute", PURPOSES["dispute"]
        LEGAL = "legal", PURPOSES["legal"]

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts")
    purpose = models.CharField(_("For"), max_length=10, choices=Purpose.choices)
    sealed = models.BinaryField()
    name_key = models.CharField(max_length=64)
    email_key = models.CharField(max_length=64, blank=True, default="")
    entered_at = models.DateTimeField(db_default=Now())

    @cached_property
    def draft(self) -> ContactDraft:
        """Who it is, opened."""
        return ContactDraft(self.purpose, **json.loads(unsealed(kept=bytes(self.sealed))))

    @property
    def name(self) -> str:
        """What the person is called."""
        return self.draft.name

    @property
    def title(self) -> str:
        """The position, "" where none is known."""
        return self.draft.title

    @property
    def email(self) -> str:
        """The address for letters, "" where none is known."""
        return self.draft.email

    @property
    def phone(self) -> str:
        """The telephone, "" where none is known."""
        return self.draft.phone


class DuplicateProposal(models.Model):
    """Two records that may be one company, or spellings of one name, proposed for a person's eye."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Customer, null=True, on_delete=models.CASCADE, related_name="+")
    spelling = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=60)
    proposed_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, blank=True, default="")


class CustomerClass(models.Model):
    """A kind of customer 客户分类 that rules can be written for: key account, distributor, export."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class ClassMembership(models.Model):
    """A customer belongs to a class now; when it came and went stands in the journal."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="memberships")
    customer_class = models.ForeignKey(CustomerClass, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "customer_class"], name="in_a_class_once")]
        indexes = [models.Index(fields=["group"])]


class DetailChange(models.Model):
    """Where goods go or where money comes from was changed 收货与银行资料变更; the latest of a kind is what holds; never edited."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="detail_changes")
    kind = models.CharField(max_length=12, choices=list(DETAILS.items()))
    was = models.CharField(max_length=240, blank=True, default="")
    value = models.CharField(max_length=240)
    told_by = models.CharField(max_length=160)
    changed_on = models.DateField()
    changed_at = models.DateTimeField(db_default=Now())
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="detail_says_something", condition=~models.Q(value="")),
            models.CheckConstraint(name="detail_is_new", condition=~models.Q(value=models.F("was"))),
        ]
        indexes = [
            models.Index(fields=["customer", "kind", "-id"], name="details_latest"),
            models.Index(fields=["group"]),
        ]
