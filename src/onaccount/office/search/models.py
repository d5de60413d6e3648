"""Table of search keys 搜索键."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class SearchKey(models.Model):
    """One way to find one thing. `key` is folded (NFKC, upper case, no blanks); `label` is what the list shows."""

    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(db_index=True)
    key = models.CharField(max_length=200)
    label = models.CharField(max_length=240)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id", "key"], name="search_key_once")]
        indexes = [
            models.Index(OpClass("key", name="text_pattern_ops"), name="search_prefix"),
            GinIndex(OpClass(Upper("key"), name="gin_trgm_ops"), name="search_within"),
        ]
