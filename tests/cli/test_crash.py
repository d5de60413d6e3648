"""The embedded database under the worst: killed with four writers at work, found with an old or a dead pid file."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.architecture import shape

from onaccount.cli import places, postgres
from onaccount.cli.postgres import Server

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="the database is somebody else's")
ROUNDS = 8
WRITERS = 4


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="onaccount-crash-"))
    folder.chmod(0o711)
    monkeypatch.setenv("ONACCOUNT_HOME", str(folder))
    yield folder
    shutil.rmtree(folder)


class Writer(threading.Thread):
    """Inserts one row after another and remembers those the database has acknowledged."""

    def __init__(self, number: int, round_: int) -> None:
        super().__init__()
        self.start_at = (round_ * WRITERS + number) * 1_000_000
        self.acknowledged: list[int] = []

    def run(self) -> None:
        try:
            with psycopg.connect(postgres.address(), autocommit=True) as connection:
                for row in range(self.start_at, self.start_at + 1_000_000):
                    connection.execute("INSERT INTO written VALUES (%s)", [row])
                    self.acknowledged.append(row)
        except psycopg.OperationalError:
            return


def family_of(pid: int) -> list[int]:
    """The process and its children."""
    told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [pid, *map(int, told.split())]


def test_nothing_acknowledged_is_lost_when_the_database_is_killed_under_four_writers(home: Path) -> None:
    acknowledged: set[int] = set()
    with Server(settings={}) as server:
        with psycopg.connect(postgres.address(), autocommit=True) as connection:
            connection.execute("CREATE TABLE written (row bigint PRIMARY KEY)")
        for round_ in range(ROUNDS):
            writers = [Writer(number, round_) for number in range(WRITERS)]
            for writer in writers:
                writer.start()
            while any(writer.is_alive() and not writer.acknowledged for writer in writers):
                time.sleep(0.01)
            time.sleep(0.1)
            assert server.child is not None
            for pid in family_of(server.child.pid) if round_ % 2 else [server.child.pid]:
                os.kill(pid, signal.SIGKILL)
            for writer in writers:
                writer.join()
                acknowledged.update(writer.acknowledged)
            server.start()
        with psycopg.connect(postgres.address()) as connection:
            kept = {row for (row,) in connection.execute("SELECT row FROM written")}
    assert len(acknowledged) > ROUNDS * WRITERS
    assert acknowledged - kept == set()


def test_a_zombie_is_no_running_server(home: Path) -> None:
    with Server(settings={}) as server:
        data = server.data
    zombie = subprocess.Popen(["true"], cwd=data)
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and stays for us to reap
    (data / "postmaster.pid").write_text(f"{zombie.pid}\n{data}\n")
    with Server(settings={}) as again:
        assert again.child is not None
    zombie.wait()


def test_a_pid_that_now_belongs_to_a_stranger_is_no_running_server(home: Path) -> None:
    with Server(settings={}) as server:
        data = server.data
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")
    with Server(settings={}) as again:
        assert again.child is not None


def test_a_second_process_joins_the_running_server_and_leaves_it_running(home: Path) -> None:
    with Server(settings={}) as first:
        with Server(settings={}) as second:
            assert second.child is None
        assert not first.fallen()
        psycopg.connect(postgres.address()).close()


def test_a_half_made_cluster_is_made_anew(home: Path) -> None:
    server = Server(settings={})
    server.account.owns_new(server.cluster)
    (server.cluster / "data.new").mkdir()
    (server.cluster / "data.new" / "PG_VERSION").write_text("9.1")
    with server:
        psycopg.connect(postgres.address()).close()


def test_the_database_ends_with_the_process_that_started_it(home: Path) -> None:
    script = "from onaccount.cli.postgres import Server; s = Server(settings={}); s.start(); print(s.child.pid, flush=True); input()"
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(shape.ROOT / "src")},
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    give_up = time.monotonic() + 120
    while Path(f"/proc/{pid}/cwd").exists() and time.monotonic() < give_up:
        time.sleep(0.05)
    with Server(settings={}) as again:
        assert again.child is not None


def test_a_long_name_of_the_home_moves_only_the_socket(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = home / ("a long name " * 8) / "data"
    monkeypatch.setenv("ONACCOUNT_HOME", str(deep))
    (home / ("a long name " * 8)).mkdir(mode=0o711)
    with Server(settings={}) as server:
        psycopg.connect(postgres.address()).close()
        assert server.data.is_relative_to(deep)
    assert places.socket_folder().parent == Path(tempfile.gettempdir())
    assert places.socket_folder().stat().st_mode & 0o777 == 0o700
    shutil.rmtree(places.socket_folder())


def test_a_folder_that_somebody_else_prepared_is_refused(home: Path) -> None:
    folder = home / "socket"
    folder.symlink_to(home)
    with pytest.raises(PermissionError):
        places.account().owns_new(folder)


@pytest.mark.skipif(
    os.geteuid() != 0 or "ONACCOUNT_POSTGRES" in os.environ,
    reason="only root steps down, and only the wheel's programs move",
)
def test_root_with_a_closed_home_keeps_the_database_where_its_account_can_reach_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv("ONACCOUNT_HOME", str(closed))
    wheel = postgres.programs().parent.parent
    for folder in (wheel, wheel.with_suffix(".libs")):
        shutil.copytree(folder, closed / folder.name, symlinks=True)
    monkeypatch.setenv("ONACCOUNT_POSTGRES", str(closed / wheel.name / "pginstall" / "bin"))
    with Server(settings={}) as server:
        psycopg.connect(postgres.address()).close()
        assert (server.programs.is_relative_to(server.cluster), server.cluster.parent) == (
            True,
            Path("/var/lib/onaccount"),
        )
        assert server.cluster.stat().st_uid != 0
    assert closed.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(server.cluster)


@pytest.mark.skipif(os.geteuid() != 0, reason="this is the case of every other test here")
def test_an_ordinary_user_runs_the_same_database(home: Path) -> None:
    python = Path("/usr/bin/python3.11")
    ordinary = places.account()
    if not (python.exists() and ordinary.reaches(python) and ordinary.reaches(postgres.programs() / "postgres")):
        pytest.skip("no Python, or no PostgreSQL, that an ordinary user may run")
    own = home / "own"
    own.mkdir()
    os.chown(own, ordinary.uid, ordinary.gid)
    script = "import psycopg; from onaccount.cli import postgres as p\nwith p.Server(settings={}): psycopg.connect(p.address()).close(); print('served')"
    environment = {
        "PYTHONPATH": os.pathsep.join([str(shape.ROOT / "src"), *filter(None, sys.path)]),
        "ONACCOUNT_HOME": str(own),
    }
    done = subprocess.run(
        [str(python), "-c", script], env=environment, cwd="/", capture_output=True, text=True, **ordinary.credentials()
    )
    assert (done.stdout, done.stderr) == ("served\n", "")
