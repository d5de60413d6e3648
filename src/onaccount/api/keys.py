"""Who calls 接口身份: the bearer key names a person, and with it what may be done and how far, inside the key's scopes."""

import time

from django.http import HttpRequest
from ninja.security import HttpBearer

from onaccount.office.access import gate, queries
from onaccount.office.access.models import Person
from onaccount.office.access.routes import act_for
from onaccount.office.access.rules import Channel
from onaccount.office.clock import queries as clock


class KeyHolder(HttpBearer):
    """`Authorization: Bearer oa_…`; a revoked key stops within five seconds. Refuses `access.too_many_calls`."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """The person the key acts as, put on the request together with the actor and the day."""
        key = gate.admitted(secret=token, today=clock.today(), now=time.time())
        person = queries.person_by_id(person_id=key.person_id) if key else None
        if key is None or person is None:
            return None
        queries.narrow(person=person, scopes=key.scopes)
        act_for(request=request, person=person, channel=Channel.API)
        return person
