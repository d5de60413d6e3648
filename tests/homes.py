"""
A home whose database is made and up to date, written once for these migrations and copied by every test that needs one.

It is kept in `.home_cache` of this folder, one for each version of PostgreSQL; `make clean` takes it away.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from tests.architecture import shape

from onaccount.cli import postgres

KEPT = shape.ROOT / ".home_cache"
TEMPLATE = "migrated"


def furnish(home: Path) -> None:
    """Copy an empty, migrated database and its password into a home that holds no database yet."""
    kept = _migrated()
    subprocess.run(["cp", "-a", str(kept / "postgres"), str(kept / "database.password"), str(home)], check=True)


def put_aside() -> str:
    """In the running database of a furnished home: keep the migrated database as a template, and make one without tables."""
    with psycopg.connect(postgres.address(role="postgres", database="postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {postgres.NAME} RENAME TO {TEMPLATE}")
        connection.execute(f"CREATE DATABASE {postgres.NAME} OWNER {postgres.NAME}")
    return TEMPLATE


def _migrated() -> Path:
    KEPT.mkdir(exist_ok=True)
    version = postgres.version(postgres.programs())
    wanted = KEPT / f"{version}-{_digest()}"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.is_dir():
            for outdated in KEPT.glob(f"{version}-*"):
                shutil.rmtree(outdated)
            _make(wanted)
    return wanted


def _make(wanted: Path) -> None:
    """Migrate in a home beside the temporary files, which the database's account can reach, and keep it."""
    with tempfile.TemporaryDirectory(prefix="onaccount-home-") as folder:
        Path(folder).chmod(0o711)
        path = {"ONACCOUNT_HOME": folder, "PYTHONPATH": str(shape.ROOT / "src")}
        settings = {"DJANGO_SETTINGS_MODULE": "onaccount.config.settings"}
        command = [sys.executable, "-m", "onaccount.cli.main", "migrate", "--quiet"]
        done = subprocess.run(command, env=os.environ | path | settings, capture_output=True, text=True, cwd=shape.ROOT)
        assert done.returncode == 0, done.stderr[-2000:]
        draft = wanted.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        subprocess.run(["cp", "-a", folder, str(draft)], check=True)
        draft.rename(wanted)


def _digest() -> str:
    """What the tables are made of: every migration, what migrations are made with, and the packages that bring their own."""
    made_of = [*shape.SOURCE.rglob("migrations/*.py"), *shape.SOURCE.rglob("guards.py")]
    made_of += [shape.ROOT / "requirements" / "dev.txt", Path(__file__)]
    digest = hashlib.sha256()
    for file in sorted(made_of):
        digest.update(f"{file.relative_to(shape.ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
