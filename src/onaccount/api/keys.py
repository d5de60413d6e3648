"""Who calls 接口身份: the bearer key names a person, and with it what may be done and how far."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from onaccount.office.access import keys
from onaccount.office.access.models import Person
from onaccount.office.access.routes import act_for
from onaccount.office.access.rules import Channel


class KeyHolder(HttpBearer):
    """`Authorization: Bearer oak_…`; a revoked key stops at the next request."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """The person the key belongs to, put on the request together with the actor and the day."""
        person = keys.holder_of(secret=token)
        if person is not None:
            act_for(request=request, person=person, channel=Channel.API)
        return person
