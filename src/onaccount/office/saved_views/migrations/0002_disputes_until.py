"""Kept views of disputes follow their filter: what was called `since` always meant until."""

import re
from typing import Any

from django.db import migrations


def follow(apps: Any, _schema: Any) -> None:
    """Write the filter's new name into the addresses."""
    for view in apps.get_model("saved_views", "SavedView").objects.filter(list_code="disputes"):
        view.address = re.sub(r"(^|&)since=", r"\1until=", view.address)
        view.save(update_fields=["address"])


class Migration(migrations.Migration):
    dependencies = [("saved_views", "0001_initial")]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
