"""Tables of the record table 客户信用管理记录表: columns an operator defines, and what is kept by hand."""

from django.db import models

from onaccount.customers.models.files import Customer


class RecordColumn(models.Model):
    """A column of one's own 自定义列; its values are kept by its key."""

    title = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=8)

    def __str__(self) -> str:
        return self.title


class RecordEntry(models.Model):
    """A hand-kept value of a customer; without a column it is the remark 备注. What it was before stands in the journal."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="record_entries")
    column = models.ForeignKey(RecordColumn, null=True, on_delete=models.PROTECT, related_name="entries")
    value = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "column"], name="record_entry_once", nulls_distinct=False),
        ]
