"""Words for people 人员, roles 角色 and permissions 权限."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCOPES: dict[str, str | Promise] = {"all": _("all"), "team": _("team"), "own": _("own")}
PERMISSIONS: dict[str, str | Promise] = {
    "customers.view": _("See customers"),
    "customers.edit": _("Edit customers"),
    "trade.view": _("See receivables"),
    "trade.receive": _("Enter payments"),
    "trade.correct": _("Correct the ledger"),
    "trade.mark": _("Enter disputes, promises and demands"),
    "cover.edit": _("Enter security"),
    "assessment.grade": _("Give grades"),
    "assessment.approve": _("Approve grades"),
    "limits.view": _("See limits"),
    "limits.propose": _("Ask for limits"),
    "limits.approve": _("Approve limits"),
    "limits.approve_large": _("Approve the largest limits"),
    "limits.opine_finance": _("Opinion of finance"),
    "limits.opine_sales": _("Opinion of sales"),
    "limits.opine_legal": _("Opinion of the legal department"),
    "limits.suspend": _("Stop supply and lift it"),
    "ordercheck.view": _("See order checks"),
    "ordercheck.check": _("Check orders"),
    "ordercheck.release": _("Release held orders"),
    "ordercheck.ship": _("Check deliveries"),
    "letters.send": _("Send letters"),
    "imports.run": _("Import files"),
    "policy.edit": _("Draft policies"),
    "policy.approve": _("Approve policies"),
    "journal.view": _("Read the audit journal"),
    "people.manage": _("Manage people and roles"),
    "settings.manage": _("Change settings"),
    "jobs.view": _("See background work"),
    "tasks.write": _("Write notes and tasks"),
    "reports.view": _("See reports"),
}
KEY_SCOPES: tuple[str, ...] = (
    "trade.view",
    "trade.receive",
    "trade.mark",
    "cover.edit",
    "assessment.grade",
    "limits.view",
    "limits.propose",
    "limits.suspend",
    "ordercheck.view",
    "ordercheck.check",
    "ordercheck.release",
    "ordercheck.ship",
)
"""The permissions the interface for machines asks for, which a key may be given."""
ACTS: dict[str, str | Promise] = {
    "access.roles_loaded": _("loaded the default roles"),
    "access.person_added": _("added a person"),
    "access.person_changed": _("changed a person"),
    "access.roles_set": _("set the roles of a person"),
    "access.grants_set": _("set what a role may do"),
    "access.shut_out": _("ended a way in"),
    "access.let_in": _("opened a way in again"),
    "access.password_set": _("set a new password"),
    "access.team_added": _("founded a team"),
    "access.signed_in": _("signed in"),
    "access.factor_required": _("set whether a role needs a second factor"),
    "access.factor_removed": _("removed a second factor"),
    "access.signed_out": _("signed out everywhere"),
    "access.key_issued": _("issued an API key"),
    "access.key_revoked": _("revoked an API key"),
}
REASONS: dict[str, str | Promise] = {
    "access.username_taken": _("Somebody signs in as {username} already."),
    "access.email_taken": _("Somebody with the e-mail {email} is known already."),
    "access.own_roles": _("Nobody changes the own rights; ask another administrator."),
    "access.not_oneself": _("Nobody does this to oneself; ask another administrator."),
    "access.too_many_calls": _("This key may call {per_minute} times a minute. Call again in {retry_after} seconds."),
    "access.team_exists": _("There is a team named {name} already."),
}
