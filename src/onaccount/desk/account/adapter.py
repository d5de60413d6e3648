"""What the sign-in library asks us: nobody signs up, secrets are kept encrypted, passwords are journalled."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from onaccount.lifecycle import person_changed
from onaccount.office.access.models import Person
from onaccount.office.access.rules import Actor, Channel


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The library's questions about accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody signs up: people are invited."""
        return False

    def login(self, request: HttpRequest, user: Person) -> None:
        """Let the person in, and journal it."""
        super().login(request, user)
        person_changed.sign_in(person=user, actor=Actor(user.username, Channel.DESK, user.pk))

    def set_password(self, user: Person, password: str) -> None:
        """Set and journal a password; the person acts for oneself, also through an invitation."""
        actor = Actor(user.username, Channel.DESK, user.pk)
        person_changed.choose_password(person=user, password=password, actor=actor)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The library's questions about the second factor: its secrets are encrypted under the installation's key."""

    def encrypt(self, text: str) -> str:
        """The text as it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key = hashlib.sha256(b"onaccount second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
