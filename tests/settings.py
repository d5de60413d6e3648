"""The program's settings with a home of its own per test process, named before anything reads it."""

import os
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="onaccount-tests-"))
HOME.chmod(0o711)  # as root the database's own account passes through
os.environ["ONACCOUNT_HOME"] = str(HOME)
os.environ["ONACCOUNT_MODE"] = "development"
os.environ["ONACCOUNT_POOL"] = "0"

from onaccount.cli import messages  # noqa: E402

messages.compile_all()  # before Django starts: it reads a catalogue once and would not see one compiled later

from onaccount.config.settings import *  # noqa: E402, F403

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; argon2 has a test of its own
