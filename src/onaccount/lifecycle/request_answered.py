"""A machine's request is answered once 幂等: repeated with the same key it changes nothing and hears the same."""

from collections.abc import Callable, Mapping
from typing import Any

from onaccount.office.answers import actions as answers
from onaccount.office.answers import locks
from onaccount.office.asking import answer
from onaccount.ordercheck import queries
from onaccount.ordercheck.rules import Asked


def answer_once(*, asked: Asked, work: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """
    Do the work, or give the answer kept for the key. Refuses `answers.key_reused`, also for a key under which an order was decided.

    It looks for that again when the work is done, alone with the key: an order decided meanwhile, of whatever group, is seen then.
    """

    def once() -> Mapping[str, Any]:
        queries.refuse_decided(asked=asked)
        done = work()
        answer(locks.alone(client=asked.client, key=asked.key))
        queries.refuse_decided(asked=asked)
        return done

    return answers.answer_once(client=asked.client, key=asked.key, digest=asked.digest, work=once)
