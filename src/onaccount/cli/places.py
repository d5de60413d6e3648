"""Where OnAccount keeps things on this machine.

Home 数据目录: `ONACCOUNT_HOME`, or the data folder of the user. It holds the keys, the backups and the embedded
database. Every name is derived from the home alone, so that settings can name the database without starting it.
"""

import hashlib
import os
import pwd
import secrets
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

SOCKET_PATH_BYTES = 100  # Linux allows 107 and macOS 103 bytes for the whole name of a Unix socket
UNPRIVILEGED = "nobody"


@dataclass(frozen=True, slots=True)
class Account:
    """The operating-system account the database runs under; PostgreSQL refuses to run as root."""

    uid: int
    gid: int

    def credentials(self) -> dict[str, Any]:
        """Arguments for `subprocess` that run a child under this account; none when we are it already."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, path: Path) -> bool:
        """Whether this account may enter the folder or run the program, parents included."""
        return subprocess.run(["test", "-x", str(path)], cwd="/", check=False, **self.credentials()).returncode == 0  # noqa: S603, S607

    def owns_new(self, folder: Path) -> Path:
        """Make the folder if needed, closed to everyone but this account; refuses one that somebody else made."""
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if found.st_uid == os.geteuid() != self.uid and not any(folder.iterdir()):
            os.chown(folder, self.uid, self.gid)
        elif found.st_uid != self.uid or folder.is_symlink():
            raise PermissionError(f"{folder} belongs to another account")
        folder.chmod(0o700)
        return folder


def account() -> Account:
    """The current account, or the unprivileged one when we are root."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid())
    entry = pwd.getpwnam(UNPRIVILEGED)
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)


def home() -> Path:
    """The home folder, made on first use; its parents are never altered."""
    named = os.environ.get("ONACCOUNT_HOME")
    folder = Path(named).expanduser().absolute() if named else Path(platformdirs.user_data_path("onaccount"))
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)  # the database's account must pass through, not look
    return folder


def cluster() -> Path:
    """The folder of the database: in the home, or in the state folder of the system when the home is out of reach."""
    inside = home() / "postgres"
    if inside.is_dir() or os.geteuid() != 0 or account().reaches(inside.parent):
        return inside
    return Path("/var/lib/onaccount") / _digest()


def socket_folder() -> Path:
    """The folder of the Unix socket; a short one beside the temporary files when the home's name is too long."""
    folder = cluster() / "socket"
    if len(os.fsencode(folder / ".s.PGSQL.5432")) <= SOCKET_PATH_BYTES:
        return folder
    return Path(tempfile.gettempdir()) / f"onaccount-{_digest()}"


def secret(name: str) -> str:
    """A random secret kept in the home, generated once, readable by its owner only."""
    path = home() / name
    if not path.exists():
        draft = path.with_name(f"{name}.{os.getpid()}")
        draft.touch(mode=0o600, exist_ok=False)
        with draft.open("w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # the first of two processes wins; both then read the same secret
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")


def _digest() -> str:
    return hashlib.sha256(os.fsencode(home())).hexdigest()[:12]
