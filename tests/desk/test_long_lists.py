"""Lists longer than a page: their sums, their next page and their export hold as well."""

import pytest
from tests.desk.test_customers import signed_in
from tests.ledger import an_account, an_invoice
from tests.people import TODAY, somebody

from onaccount.cli.generate.filling import Size, fill
from onaccount.trade.queries import reconcile

pytestmark = pytest.mark.django_db
LISTS = ["/customers/", "/customers/?sort=-overdue", "/customers/?q=G0000", "/receivables/", "/receivables/items"]


def test_every_list_opens_when_it_is_longer_than_a_page() -> None:
    assert list(fill(size=Size(customers=120, items=900, seed=2, as_of=TODAY)))
    assert reconcile() == ()
    client = signed_in(somebody("manager", "credit_manager"), "en")
    for address in LISTS:
        joint = "&" if "?" in address else "?"
        answers = [client.get(address), client.get(f"{address}{joint}page=2")]
        assert [answer.status_code for answer in answers] == [200, 200], address


def test_a_customer_with_several_items_is_one_row_of_the_aging() -> None:
    account = an_account()
    for number in ("I1", "I2", "I3"):
        an_invoice(account, "100", number=number)
    client = signed_in(somebody("manager", "credit_manager"), "en")
    for address in ("/receivables/", "/receivables/?sort=name", "/receivables/?sort=-total"):
        page = client.get(address).content.decode()
        assert page.count('href="/customers/C1/"') == 1, address


def test_a_long_list_is_sent_block_by_block_and_a_short_one_as_a_whole() -> None:
    assert list(fill(size=Size(customers=1100, items=1100, seed=3, as_of=TODAY)))
    client = signed_in(somebody("manager", "credit_manager"), "en")
    long, short = client.get("/customers/?export=csv"), client.get("/customers/?export=csv&q=G0000")
    assert (long.streaming, short.streaming) == (True, False)
    assert len(long.getvalue().decode("utf-8-sig").splitlines()) == 1 + 1100 + 1


def test_a_list_can_be_had_in_the_encoding_of_older_programs() -> None:
    an_account("C1")
    client = signed_in(somebody("manager", "credit_manager"), "zh-hans")
    answer = client.get("/customers/?export=csv-gb18030")
    assert answer["Content-Type"] == "text/csv; charset=gb18030"
    assert "云汀精工" in answer.content.decode("gb18030")
    assert "export=csv-gb18030" in client.get("/customers/").content.decode()
