"""A machine's request is answered once 幂等: repeated with the same key it changes nothing and hears the same."""

from collections.abc import Callable, Mapping
from typing import Any

from onaccount.office.answers import actions as answers
from onaccount.ordercheck.rules import Asked


def answer_once(*, asked: Asked, work: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Do the work, or give the answer kept for the key. Refuses `answers.key_reused`."""
    return answers.answer_once(client=asked.client, key=asked.key, digest=asked.digest, work=work)
