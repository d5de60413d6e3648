"""Table of the views readers keep 保存的视图."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class SavedView(models.Model):
    """One reader's name for one address of one list. A preference, not a record: dropping it deletes it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_code = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    address = models.CharField(max_length=1500)
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "list_code", "title"], name="view_title_once")]
