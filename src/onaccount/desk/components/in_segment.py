"""In which credit segment 信用范围 a document counts: asked only where the company has several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.trade import queries as trade


class InSegmentForm(forms.Form):
    """A form for a document of one segment; it opens with the company's first."""

    segment = forms.ChoiceField(label=_("Credit segment"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(trade.segments().order_by("pk"))
        field = self.fields["segment"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.code, each.name) for each in found]
        if len(found) == 1:
            field.widget = forms.HiddenInput()
        self.initial = {"segment": found[0].code if found else "", **self.initial}
