import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from onaccount.cli import places
from onaccount.config import environment


@pytest.mark.parametrize("key", ["short", "change-me-" + "x" * 60, "django-insecure-" + "x" * 60])
def test_production_refuses_a_weak_or_well_known_key(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("ONACCOUNT_MODE", "production")
    monkeypatch.setenv("ONACCOUNT_SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured):
        environment.secret_key()


def test_a_wrong_setting_is_named_on_one_line(tmp_path: Path) -> None:
    wrong = {"ONACCOUNT_MODE": "production", "ONACCOUNT_SECRET_KEY": "short", "ONACCOUNT_HOME": str(tmp_path)}
    ours = os.environ | wrong | {"DJANGO_SETTINGS_MODULE": "onaccount.config.settings"}
    command = [sys.executable, "-m", "onaccount.cli.main", "manage", "check"]
    ended = subprocess.run(command, env=ours, capture_output=True, text=True, check=False)
    said = "onaccount: ONACCOUNT_SECRET_KEY is too short or a known example; leave it out to have one made\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", said)


def test_a_key_is_made_once_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONACCOUNT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ONACCOUNT_MODE", "production")
    monkeypatch.delenv("ONACCOUNT_SECRET_KEY", raising=False)
    key = environment.secret_key()
    assert (len(key) >= 50, environment.secret_key()) == (True, key)
    assert stat.S_IMODE((places.home() / "secret.key").stat().st_mode) == 0o600


def test_an_unknown_mode_is_no_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONACCOUNT_MODE", "prod")
    with pytest.raises(ImproperlyConfigured):
        environment.mode()


def test_an_address_of_a_database_is_read_with_everything_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://clerk:p%40ss@db.example:6432/ledger?sslmode=require")
    assert environment.database() == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example",
        "PORT": "6432",
        "USER": "clerk",
        "PASSWORD": "p@ss",
        "NAME": "ledger",
        "OPTIONS": {"sslmode": "require"},
    }


def test_no_other_database_is_spoken_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://db/ledger")
    with pytest.raises(ImproperlyConfigured):
        environment.database()


@pytest.mark.parametrize(("said", "meant"), [("1", True), ("yes", True), ("On", True), ("0", False), ("never", False)])
def test_a_flag_says_yes_or_no(monkeypatch: pytest.MonkeyPatch, said: str, meant: bool) -> None:
    monkeypatch.setenv("ONACCOUNT_SAMPLE", said)
    assert environment.flag("SAMPLE", default=True) is meant
