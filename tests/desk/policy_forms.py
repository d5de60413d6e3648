"""A draft as a browser would send it back."""

from typing import Any

from django.test import Client
from django.urls import reverse

from onaccount.desk.policies.editor import Editor
from onaccount.office.policy.models import PolicyVersion


def as_posted(editor: Editor) -> dict[str, Any]:
    """Every input of the page with the value it shows."""
    shown = _fields(editor.form)
    for rows in (editor.narrow, editor.exclusions, editor.steps, editor.exemptions, editor.fail_opens):
        shown |= _fields(rows.management_form)
        for row in rows:
            shown |= _fields(row)
    return shown


def _fields(form: Any) -> dict[str, Any]:
    shown = {field.html_name: field.value() for field in form}
    return {name: value for name, value in shown.items() if value is not None and value is not False}


def drafted(client: Client) -> int:
    """The number of a new draft."""
    client.post(reverse("policies:draft"))
    return int(PolicyVersion.objects.filter(kind="ordercheck").latest("number").number)


def editor_of(client: Client, number: int) -> Editor:
    found: Editor = client.get(reverse("policies:one", args=[number])).context["editor"]
    return found


def edited(client: Client, number: int, **changes: Any) -> Any:
    """The answer to the page sent back with changes; "." in a name is written "__"."""
    given = {name.replace("__", "."): value for name, value in changes.items()}
    posted = as_posted(editor_of(client, number)) | {"note": "milder"} | given
    return client.post(reverse("policies:one", args=[number]), posted)
