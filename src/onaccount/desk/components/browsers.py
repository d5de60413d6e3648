"""A browser as its owner knows it 浏览器名称: the family and the system out of what it says of itself.

What browsers say is written to please old servers: nearly all name Mozilla, Chrome and Safari. The rarer word tells.
"""

from typing import Final

FAMILIES: Final = (
    ("MicroMessenger/", "WeChat 微信"),
    ("DingTalk", "DingTalk 钉钉"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_name(*, said: str) -> str:
    """Name a browser ("Firefox · Windows"); one that fits no name is shown as it said."""
    found = [next((name for sign, name in table if sign in said), "") for table in (FAMILIES, SYSTEMS)]
    return " · ".join(filter(None, found)) or said
