"""`onaccount run`: the database, the web server and the background worker 后台进程 under one parent.

The parent does no work itself: it prepares, starts its children, starts again what falls, and stops all of it in order.
"""

import argparse
import http.client
import importlib
import importlib.util
import os
import signal
import socket
import sys
import time
from types import FrameType, ModuleType

from onaccount.cli import messages, places
from onaccount.cli.children import Child
from onaccount.cli.postgres import Server

READY_SECONDS = 60
LOOK_EVERY_SECONDS = 0.1


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and which part to run when others run elsewhere."""
    parser.add_argument("--host", default=os.environ.get("ONACCOUNT_HOST", "127.0.0.1"), help="address to listen on")
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("ONACCOUNT_PORT", "8000")), help="8000 unless told"
    )
    parser.add_argument("--only", choices=["web", "worker"], help="run one part; the other runs in another container")


def run(options: argparse.Namespace) -> int:
    """Run until Ctrl-C or a termination signal; 1 when something could not start or would not stay up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onaccount.config.settings")
    if options.only != "worker" and _busy(options.host, options.port):
        print(f"Port {options.port} is taken by another program. Choose another: make run ONACCOUNT_PORT=8001")
        return 1
    stop = _StopSignal()
    server = None if os.environ.get("DATABASE_URL") else Server(settings={})
    children: list[Child] = []
    try:
        if server:
            server.start()
        _prepare(web=options.only != "worker", stop=stop)
        if stop.given:
            return 0
        children = [child for child in _children(options) if options.only in {None, child.name}]
        for child in children:
            child.start()
        if options.only != "worker" and not _answers(options, stop):
            print(f"The web server does not answer; see {places.home() / 'logs'}")
            return 1
        _greet(options)
        return _watch(server=server, children=children, stop=stop)
    finally:
        for child in reversed(children):
            child.ask_to_stop()
        for child in children:
            child.wait()
        if server:
            server.stop()
        print("OnAccount has stopped.")


class _StopSignal:
    """Remembers that somebody asked us to stop; the second Ctrl-C changes nothing, stopping takes seconds."""

    def __init__(self) -> None:
        self.given = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._hear)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if not self.given:
            print("\nStopping ...", flush=True)
        self.given = True


def _prepare(*, web: bool, stop: "_StopSignal") -> None:
    """Tables, translations, static files and, on the first start, the sample company."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import OperationalError, connections

    from onaccount.cli.migrate import bring_up_to_date

    messages.compile_all()
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)  # one connection will do, closed again below
    django.setup()
    try:
        connections["default"].ensure_connection()
    except OperationalError as fault:
        raise SystemExit(f"The database does not answer. {fault}") from None
    if web:
        bring_up_to_date(verbosity=0)  # a worker elsewhere follows the web server
    _refuse_sample_people()
    sample = _sample() if web else None
    if web and not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
    if sample and sample.needed():
        print("Loading the sample company, once ... (Ctrl-C stops it; the next start begins it anew)", flush=True)
        sample.load(stopped=lambda: stop.given)
    connections.close_all()


def _refuse_sample_people() -> None:
    """In production nobody signs in with a password that stands in a handbook."""
    from django.conf import settings
    from django.contrib.auth import get_user_model

    if settings.MODE == "production" and get_user_model().objects.filter(is_sample=True, is_active=True).exists():
        raise SystemExit("This database holds the sample company, whose passwords are known. Production needs its own.")


def _sample() -> ModuleType | None:
    """The module that tells the sample company, unless it is not wanted here."""
    from django.conf import settings

    if settings.MODE == "production" or not settings.SAMPLE:
        return None
    if not importlib.util.find_spec("onaccount.cli.sample.opening"):
        return None
    return importlib.import_module("onaccount.cli.sample.opening")


def _children(options: argparse.Namespace) -> list[Child]:
    python = [sys.executable, "-m"]
    web = ["onaccount.config.web", options.host, str(options.port)]
    worker = ["django", "procrastinate", "worker", "--shutdown-graceful-timeout=20", "--delete-jobs=successful"]
    return [Child(name="web", command=python + web), Child(name="worker", command=python + worker)]


def _busy(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _answers(options: argparse.Namespace, stop: _StopSignal) -> bool:
    """Whether the web server answers within its time; True too when we are told to stop meanwhile."""
    give_up = time.monotonic() + READY_SECONDS
    while time.monotonic() < give_up and not stop.given:
        connection = http.client.HTTPConnection("127.0.0.1", options.port, timeout=5)
        try:
            connection.request("GET", "/health/live")
            return connection.getresponse().status < 500
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    return stop.given


def _greet(options: argparse.Namespace) -> None:
    if options.only == "worker":
        return
    print(f"\nOnAccount 赊信 is ready:  http://{options.host}:{options.port}/\n")
    if sample := _sample():
        print("Sample sign-ins (not accepted in production):")
        for name, password, who in sample.sign_ins():
            print(f"  {name:<12}{password:<22}{who}")
        print()
    print(f"Your data are in {places.home()}.  Ctrl-C stops everything.", flush=True)


def _watch(*, server: Server | None, children: list[Child], stop: _StopSignal) -> int:
    """Start again what falls, until told to stop; gives up on a part that keeps falling."""
    while not stop.given:
        if server and server.fallen():
            print("The database ended unexpectedly; starting it again.", flush=True)
            server.start()
            for child in children:
                child.forgive()  # what fell with the database is not to blame
        for child in filter(Child.fallen, children):
            print(f"The {child.name} process ended unexpectedly; starting it again.", flush=True)
            if not child.start_again():
                print(f"The {child.name} process keeps falling; see {child.log_path()}.", flush=True)
                return 1
        time.sleep(LOOK_EVERY_SECONDS)
    return 0
