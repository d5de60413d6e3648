"""
How one reader wants the pages: language, unit of amounts, theme, keys. Kept in cookies, so that it holds before sign-in too.

Terms: unit 金额单位 (元 / 万元 / 亿元), theme 外观 (light 浅色, dark 深色, auto 跟随系统), shortcut keys 快捷键.
"""

from typing import Final

from django.http import HttpRequest
from django.utils.translation import get_language

from onaccount.desk.components.figures import Manner, Unit

UNIT_COOKIE: Final = "unit"
THEME_COOKIE: Final = "theme"
KEYS_COOKIE: Final = "keys"
THEMES: Final = ("auto", "light", "dark")
KEPT: Final = {UNIT_COOKIE: tuple(Unit), THEME_COOKIE: THEMES, KEYS_COOKIE: ("on", "off")}


def manner_of(*, request: HttpRequest) -> Manner:
    """Tell how this reader wants figures: by the cookie, then by the person's record, then single units."""
    return Manner(language=get_language() or "zh-hans", unit=_unit(request))


def theme_of(*, request: HttpRequest) -> str:
    """Give light, dark or auto."""
    asked = request.COOKIES.get(THEME_COOKIE, "")
    return asked if asked in THEMES else "auto"


def keys_on(*, request: HttpRequest) -> bool:
    """Tell whether one-letter keys work; readers may switch them off."""
    return request.COOKIES.get(KEYS_COOKIE) != "off"


def _unit(request: HttpRequest) -> Unit:
    asked = request.COOKIES.get(UNIT_COOKIE, "")
    if asked in set(Unit):
        return Unit(asked)
    return Unit.TEN_THOUSAND if getattr(getattr(request, "user", None), "amount_unit", 1) == 10_000 else Unit.ONE
