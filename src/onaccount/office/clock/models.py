"""Tables of the company's calendar 公司日历 and of the sample clock 演示时钟."""

from django.db import models


class CalendarDay(models.Model):
    """The operator's word on one day, above the published holidays: working or not, and why."""

    day = models.DateField(primary_key=True)
    is_working = models.BooleanField()
    name = models.CharField(max_length=80)


class SampleClock(models.Model):
    """How many days the sample company's clock is ahead of the wall clock; absent in a real installation."""

    days_ahead = models.PositiveIntegerField(default=0)
