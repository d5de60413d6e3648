"""What a saved view 保存的视图 is: the part of a list's address that says what is shown and how, without the page one was on."""

from urllib.parse import parse_qsl, urlencode

from onaccount.kernel.reasons import Refusal

AT_MOST = 30
LONGEST_TITLE = 60
LONGEST_ADDRESS = 1500
PASSING = frozenset({"page", "export", "csrfmiddlewaretoken"})


def view_address(query: str) -> str:
    """Give the query string of a view: in a fixed order, without what belongs to one visit only."""
    given = parse_qsl(query.removeprefix("?"))
    return urlencode(sorted((name, value) for name, value in given if name not in PASSING))


def view_title(text: str) -> str:
    """Give a title without stray blanks. Refuses `views.title_missing` and `views.title_too_long`."""
    title = " ".join(text.split())
    if not title:
        raise Refusal("views.title_missing")
    if len(title) > LONGEST_TITLE:
        raise Refusal("views.title_too_long", longest=LONGEST_TITLE)
    return title


def room_for(*, kept: int, address: str) -> None:
    """Refuse `views.nothing_chosen`, `views.too_many` and `views.address_too_long`."""
    if not address:
        raise Refusal("views.nothing_chosen")
    if kept >= AT_MOST:
        raise Refusal("views.too_many", most=AT_MOST)
    if len(address) > LONGEST_ADDRESS:
        raise Refusal("views.address_too_long")
