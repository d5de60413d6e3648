"""Forms about webhooks 事件推送."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.office.trays.webhooks.labels import EVENTS as WORDS
from onaccount.office.trays.webhooks.rules import EVENTS, NewEndpoint


class EndpointForm(forms.Form):
    """An address that hears of events."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("https://…; each event is sent there as a signed POST."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Hears of"),
        choices=[(kind, WORDS[kind]) for kind in EVENTS],
        initial=EVENTS,
        widget=forms.CheckboxSelectMultiple,
    )

    def endpoint(self) -> NewEndpoint:
        """The form as a value."""
        given = self.cleaned_data
        return NewEndpoint(given["name"].strip(), given["url"].strip(), tuple(given["kinds"]))


class HostForm(forms.Form):
    """A host inside our own network that webhooks may reach."""

    host = forms.CharField(label=_("Host"), max_length=255, help_text=_("Exactly this one, such as erp.internal:8443."))
    reason = forms.CharField(label=_("Why"), max_length=200)
