"""What a reader of the pages of credit files may do."""

from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest


def may_edit(request: SignedRequest) -> bool:
    """Say whether the person keeps files, and so sees personal values."""
    return may(person=request.person, permission="customers.edit", today=request.today)
