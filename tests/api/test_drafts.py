"""A request for credit is drafted over the interface as on the desk: begun, changed, thrown away or sent, by its owner alone."""

import pytest
from tests.api.conftest import Machine

pytestmark = pytest.mark.django_db
BEGUN = {"customer": "C1", "kind": "limit", "amount": "1500", "reason": "review"}


@pytest.fixture
def maker(customer):
    return Machine("analyst", name="chen")


def test_a_draft_is_begun_changed_and_sent_like_the_four_steps(maker):
    begun = maker.post("/limit-drafts", BEGUN).json()
    said = {"amount": "2000", "credit_days": 45, "last_day": None, "reason": "buys more"}
    changed = maker.call("PUT", f"/limit-drafts/{begun['id']}", said, key="more").json()
    assert changed == begun | said | {"amount": "2000.00"}
    assert maker.get("/limit-drafts").json()["drafts"] == [changed]
    sent = maker.post(f"/limit-drafts/{begun['id']}/send", {}).json()
    assert {each["path"].split(" ")[-1] for each in sent["changes"]} != set()
    assert maker.get("/limit-drafts").json()["drafts"] == []
    assert maker.call("PUT", f"/limit-drafts/{begun['id']}", said, key="late").status_code == 404


def test_a_draft_is_thrown_away_once_and_the_same_call_is_answered_the_same(maker):
    draft = maker.post("/limit-drafts", BEGUN).json()["id"]
    path = f"/limit-drafts/{draft}"
    answers = [maker.call("DELETE", path, key="gone") for _ in range(2)]
    assert [(each.status_code, each.json()) for each in answers] == [(200, {"id": draft})] * 2
    assert maker.call("DELETE", path, key="again").status_code == 404


def test_nobody_else_sees_changes_or_sends_a_draft(maker):
    path = f"/limit-drafts/{maker.post('/limit-drafts', BEGUN).json()['id']}"
    other = Machine("analyst", name="sun")
    calls = (("PUT", path, {}), ("POST", f"{path}/send", {}), ("DELETE", path, None))
    assert [other.call(way, to, body, key=way).status_code for way, to, body in calls] == [404, 404, 404]
    narrow = Machine("analyst", name="gu", scopes=("limits.view",))
    assert narrow.post("/limit-drafts", BEGUN).status_code == 403


def test_what_has_no_place_in_a_wish_is_refused(maker):
    told = maker.post("/limit-drafts", BEGUN | {"kind": "terms", "credit_days": 45}).json()
    assert (told["code"], told["facts"]) == ("limits.not_in_this_wish", {"kind": "terms", "name": "amount"})
