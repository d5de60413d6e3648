"""What the operator may set from outside, read once: every name begins with ONACCOUNT_ except DATABASE_URL.

Mode 运行模式: `production` refuses sample users and weak keys and expects TLS in front; `sample` is the default, for one
machine and the sample company; `development` adds debug pages.
"""

import os
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from onaccount.cli import places, postgres

Mode = Literal["production", "sample", "development"]
WEAK = ("change", "insecure", "secret", "default", "password", "example")


def text(name: str, default: str) -> str:
    """The value of ONACCOUNT_<name>, or what is said when it is absent or empty."""
    return os.environ.get(f"ONACCOUNT_{name}") or default


def flag(name: str, *, default: bool) -> bool:
    """Whether ONACCOUNT_<name> says yes: 1, true, yes, on; anything else says no."""
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def mode() -> Mode:
    """How strict this installation is."""
    match text("MODE", "sample"):
        case "production":
            return "production"
        case "sample":
            return "sample"
        case "development":
            return "development"
        case other:
            raise ImproperlyConfigured(f"ONACCOUNT_MODE is {other!r}: use production, sample or development")


def secret_key() -> str:
    """The signing key: from outside, or generated once in the home; production refuses short and well-known ones."""
    key = os.environ.get("ONACCOUNT_SECRET_KEY") or places.secret("secret.key")
    if mode() == "production" and (len(key) < 50 or any(word in key.lower() for word in WEAK)):
        raise ImproperlyConfigured(
            "ONACCOUNT_SECRET_KEY is too short or a known example; leave it out to have one made"
        )
    return key


def database() -> dict[str, Any]:
    """Django's description of the database: DATABASE_URL, or the socket of the embedded server."""
    url = os.environ.get("DATABASE_URL")
    if url:
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"}:
            raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
        options = dict(parse_qsl(parts.query))
        found = {
            "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
            "PORT": str(parts.port or options.pop("port", "") or ""),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "NAME": unquote(parts.path.lstrip("/")),
        }
    else:
        options = {}
        found = {
            "HOST": str(places.socket_folder()),
            "PORT": "",
            "USER": postgres.NAME,
            "PASSWORD": places.secret("database.password"),
            "NAME": postgres.NAME,
        }
    return found | {"ENGINE": "django.db.backends.postgresql", "OPTIONS": options}


def programs() -> str:
    """The folder of PostgreSQL's programs; empty where there are none, which only backups miss."""
    try:
        return str(postgres.programs())
    except RuntimeError:
        return ""
