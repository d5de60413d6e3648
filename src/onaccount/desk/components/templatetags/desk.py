"""
What templates need to write figures and draw the small parts: money, shares, days, icons, bars, sentences.

Figures follow the reader's manner (language and unit), which the context processor puts into every page.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django import forms, template
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from onaccount.desk.components.browsers import browser_name
from onaccount.desk.components.columns import Kind, value_html
from onaccount.desk.components.declared import Act
from onaccount.desk.components.differing import said_or_coded
from onaccount.desk.components.drawings import AgingStrip, ExposureBar, aging_svg, exposure_svg
from onaccount.desk.components.figures import (
    Manner,
    Unit,
    count_text,
    day_text,
    moment_text,
    money_text,
    share_text,
    unit_text,
)
from onaccount.desk.components.sentences import act_words, reason_sentence
from onaccount.desk.components.status import Status, Tone, Word, status_html
from onaccount.desk.components.telling import by_whom as by_whom_words
from onaccount.desk.components.telling import happened as happened_when
from onaccount.desk.components.telling import told as told_facts
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.office.access.routes import SignedRequest, opens

register = template.Library()
_INPUT_CLASS: Final[dict[type[forms.Widget], str]] = {
    forms.Select: "form-select",
    forms.SelectMultiple: "form-select",
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "choices",
    forms.RadioSelect: "choices",
}
Amount = Money | Decimal | int | None


@register.simple_tag(takes_context=True)
def money(context: template.Context, value: Amount) -> SafeString:
    """`{% money item.amount %}`: in the reader's unit, the full figure as its title, negative marked."""
    return value_html(kind=Kind.MONEY, value=value, manner=manner_in(context))


@register.simple_tag(takes_context=True)
def money_words(context: template.Context, value: Amount) -> str:
    """`{% money_words amount as said %}`: the same figure as bare text, for attributes and sentences."""
    return money_text(value=value, manner=manner_in(context))


@register.simple_tag(takes_context=True)
def money_unit(context: template.Context, code: str) -> str:
    """`{% money_unit "CNY" %}`: 元, 万元, CNY, 10k CNY, for the header of a money column."""
    return unit_text(code=code, manner=manner_in(context))


@register.simple_tag(takes_context=True)
def value(context: template.Context, kind: str, given: Any) -> SafeString:
    """`{% value "day" item.due_date %}`: any value in any kind of column."""
    return value_html(kind=Kind(kind), value=given, manner=manner_in(context))


@register.simple_tag(takes_context=True)
def exposure_bar(context: template.Context, bar: ExposureBar) -> SafeString:
    """`{% exposure_bar bar %}`: the bar alone, as in a table cell."""
    return exposure_svg(bar=bar, manner=manner_in(context))


@register.simple_tag(takes_context=True)
def aging_strip(context: template.Context, strip: AgingStrip) -> SafeString:
    """`{% aging_strip strip %}`: open amounts by age, as in a table cell."""
    return aging_svg(strip=strip, manner=manner_in(context))


@register.simple_tag
def act(code: str) -> str:
    """`{% act entry.act %}`: what somebody did, in words."""
    return act_words(act=code)


@register.simple_tag
def chart_data(data: Any, name: str) -> SafeString:
    """The figures of a plot as JSON beside it, under the id "name-data"."""
    return json_script(data, f"{name}-data")


@register.simple_tag
def status(tone: str | Status, word: str = "") -> SafeString:
    """`{% status "late" word %}` or `{% status order.status %}`: shape and word."""
    return status_html(status=tone if isinstance(tone, Status) else Status(Tone(tone), word))


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`: one of the sprite's icons, silent for screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', _sprite(), name
    )


@register.simple_tag
def sort_mark(order: str) -> SafeString:
    """The arrow beside a header that orders; nothing when it does not order now."""
    arrow = {"ascending": "arrow-up", "descending": "arrow-down"}.get(order)
    return icon(arrow) if arrow else SafeString("")


@register.filter
def day(given: date | None) -> str:
    """`{{ item.due_date|day }}`: 2026-11-21."""
    return day_text(value=given)


@register.filter
def moment(given: datetime | None) -> str:
    """`{{ entry.at|moment }}`: 2026-11-21 08:40."""
    return moment_text(value=given)


@register.filter
def share(given: Decimal | None) -> str:
    """`{{ used|share }}`: 0.4 is 40.0%."""
    return share_text(value=given)


@register.filter
def count(given: Decimal | int | None) -> str:
    """`{{ rows|count }}`: 9,700."""
    return count_text(value=given)


@register.filter
def offered(acts: Iterable[Act], request: SignedRequest) -> list[Act]:
    """`{% for act in page.acts|offered:request %}`: the buttons whose pages the reader may open."""
    return [each for each in acts if opens(request=request, address=each.address)]


@register.filter
def may_open(url_name: str, request: SignedRequest) -> bool:
    """`{% if "imports:list"|may_open:request %}`: whether the page behind a name opens for the reader."""
    return opens(request=request, address=reverse(url_name))


@register.filter
def by_whom(actor: str, names: Mapping[str, str] | None = None) -> str:
    """`{{ entry.actor|by_whom }}` or `{{ decision.actor|by_whom:names }}`: a person's full name, a machine's word."""
    return by_whom_words(actor=actor, names=names or {})


@register.filter
def browser(said: str) -> str:
    """`{{ session.user_agent|browser }}`: "Firefox · Windows"."""
    return browser_name(said=said)


@register.filter
def in_words(text: str) -> str:
    """`{{ entry.reason|in_words }}`: the words of a code some stage names; what a person wrote as it is."""
    return said_or_coded(text)


@register.simple_tag(takes_context=True)
def sentence(context: template.Context, reason: Reason | Refusal) -> str:
    """`{% sentence reason %}`: a reason or refusal in words, its money in the reader's unit."""
    return reason_sentence(reason=reason, manner=manner_in(context))


@register.filter
def happened(entry: Any) -> str:
    """`{{ entry|happened }}`: when an entry of the journal happened, as the company counts its days."""
    return happened_when(entry=entry)


@register.simple_tag(takes_context=True)
def told(context: template.Context, facts: Mapping[str, Any] | None) -> list[tuple[Word, str]]:
    """`{% told entry.after as facts %}`: the facts of a journal entry that people want to read, each with its word."""
    return told_facts(facts=facts, manner=manner_in(context))


@register.filter
def same(given: object, other: object) -> str:
    """`aria-pressed="{{ unit|same:'wan' }}"`: "true" or "false"."""
    return "true" if str(given) == str(other) else "false"


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether a form field is one box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def drawn(field: BoundField) -> SafeString:
    """A form field's input in our classes, tied to its help and its error."""
    widget = field.field.widget
    css = _INPUT_CLASS.get(type(widget), "form-control")
    attributes: dict[str, str | bool] = {"class": f"{widget.attrs.get('class', '')} {css}".strip()}
    if field.errors:
        attributes["aria-invalid"] = "true"
        attributes["aria-describedby"] = f"{field.auto_id}_error"
    elif field.help_text:
        attributes["aria-describedby"] = f"{field.auto_id}_helptext"
    return SafeString(field.as_widget(attrs=attributes))


def manner_in(context: template.Context) -> Manner:
    """The reader's manner; pages outside a request (letters, tests of a part) read single units."""
    found = context.get("manner")
    return found if isinstance(found, Manner) else _plain_manner()


def _plain_manner() -> Manner:
    return Manner(language=get_language() or "zh-hans", unit=Unit.ONE)


def _sprite() -> str:
    return static("vendor/icons/sprite.svg")
