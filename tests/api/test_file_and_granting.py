"""The credit file, granting and approvals over the interface: what is read, kept, refused, and by whom it is decided."""

import pytest
from tests.api.conftest import Machine, order
from tests.api.test_idempotency import BODIES, REGISTERED, TODAY

from onaccount.office.access.labels import KEY_SCOPES
from onaccount.office.journal.models import Entry

ASKED = BODIES["post", "/customers/{number}/limit-requests"]
PAPER = BODIES["post", "/customers/{number}/file/papers"]
FILED = BODIES["post", "/customers/{number}/statements"]
OWNER = {
    "kind": "owner",
    "values": {"owner_name": "沈知微", "owner_role": "actual_controller"},
    "source": "工商登记",
    "dated": TODAY,
}


@pytest.fixture
def manager(db):
    return Machine("credit_manager", name="wang")


@pytest.fixture
def asked(customer):
    """A limit that analyst Chen asked for with a key."""
    return Machine("analyst", name="chen").post("/customers/C1/limit-requests", ASKED).json()


def decided(machine, asked, **more):
    said = {"outcome": "approved", "content_hash": asked["content_hash"]} | more
    return machine.post(f"/approvals/{asked['id']}/opinions", said)


def test_the_file_is_read_with_what_is_missing_and_personal_values_only_by_who_keeps_it(manager, customer):
    manager.post("/customers/C1/file/facts", OWNER)
    mine = manager.get("/customers/C1/file?amount=100000").json()
    reader = Machine("collector", name="reader").get("/customers/C1/file?amount=100000").json()
    assert (mine["facts"][0]["values"], reader["facts"][0]["values"]) == (
        OWNER["values"],
        {"owner_role": "actual_controller"},
    )
    missing = sorted(need["code"] for need in mine["needs"] if need["state"] == "missing")
    assert (mine["share"][:6], mine["is_complete"], len(missing), "owner" in missing) == ("0.0714", False, 7, False)


def test_a_wrong_fact_gives_way_and_one_of_another_file_is_not_found(manager, customer):
    first = manager.post("/customers/C1/file/facts", REGISTERED).json()["id"]
    right = REGISTERED | {"values": {"tax_grade": "B"}}
    why = {"cause": "entry_error", "departments_told": "销售部", "measure": "复核", "follow_up_on": "2099-01-01"}
    path = f"/customers/C1/file/facts/{first}/correct"
    second = manager.post(path, why | {"right": right}).json()["id"]
    assert [fact["id"] for fact in manager.get("/customers/C1/file").json()["facts"]] == [second]
    assert manager.post(path, why | {"right": None}).status_code == 404


def test_a_paper_comes_back_as_it_was_handed_in_and_the_journal_notes_who_took_it(manager, customer):
    made = manager.post("/customers/C1/file/papers", PAPER).json()["id"]
    path = f"/customers/C1/file/papers/{made}"
    told = manager.get(path).json()
    assert (told["content"], told["paper"]["is_kept"]) == (PAPER["content"], True)
    assert Entry.objects.latest("pk").act == "customers.paper_read"
    assert Machine("collector", name="reader").get(path).status_code == 403
    assert manager.get("/customers/C1/file/papers/999999").status_code == 404


def test_statements_are_taken_in_ten_thousands_and_refused_with_the_line_that_breaks(manager, customer):
    broken = FILED | {"amounts": FILED["amounts"] | {"total_assets": "6"}}
    refused = manager.post("/customers/C1/statements", broken)
    assert (refused.status_code, "资产总计 Total assets" in refused.json()["message"]) == (409, True)
    assert manager.post("/customers/C1/statements", FILED | {"unit": "10000"}).json()["version"] == 1
    (held,) = manager.get("/customers/C1/statements").json()["statements"]
    assert (held["amounts"]["total_assets"], held["standard"]) == ("50000.00", "cas")


def test_an_unknown_line_of_any_standard_is_refused(manager, customer):
    answer = manager.post("/customers/C1/statements", FILED | {"standard": "ifrs", "amounts": {"goldmine": "1"}})
    assert answer.json()["code"] == "statements.line_unknown"


def test_a_key_without_the_right_sees_no_file(customer):
    clerk = Machine("order_clerk", name="clerk")
    assert [clerk.get(f"/customers/C1/{page}").status_code for page in ("file", "statements")] == [403, 403]


def test_who_asked_never_decides_and_the_try_is_noted(customer):
    both = Machine("credit_manager", name="wang")
    asked = both.post("/customers/C1/limit-requests", ASKED).json()
    answer = decided(both, asked)
    assert (answer.status_code, answer.json()["code"]) == (409, "approval.maker_is_checker")
    assert Entry.objects.filter(act="approval.refused").count() == 1


def test_another_person_decides_what_was_read_and_the_limit_is_in_force(manager, asked):
    waiting = manager.get("/approvals").json()["requests"]
    assert [(each["id"], each["may_decide"]) for each in waiting] == [(asked["id"], True)]
    assert decided(manager, asked, content_hash="0" * 64).json()["code"] == "approval.content_changed"
    assert decided(manager, asked).json()["outcome"] == "approved"
    told = manager.get("/customers/C1/limit-requests").json()["requests"][0]
    assert (told["outcome"], told["made_by"], manager.get("/approvals").json()["requests"]) == ("approved", "chen", [])


def test_a_percentage_of_the_limit_in_force_is_asked_for_as_the_figure_it_comes_to(manager, asked):
    maker = Machine("analyst", name="sun")
    share = {name: value for name, value in ASKED.items() if name != "value"} | {"percent": "-12.5"}
    decided(manager, asked)
    assert (
        maker.post("/customers/C1/limit-requests", share | {"value": "5"}).json()["code"] == "limits.value_or_percent"
    )
    assert maker.post("/customers/C1/limit-requests", share).status_code == 201
    told = maker.get("/customers/C1/limit-requests").json()["requests"][0]
    assert "'new': '-12.5 % = 1,750 CNY" in str(told["changes"])
    decided(manager, told)
    lines = manager.get("/customers/C1/limit-journal").json()["lines"]
    assert [(line["act"], line["percent"], line["value"]) for line in lines[:2]] == [
        ("cut", "-12.5", "1750.00"),
        ("raise", None, "2000.00"),
    ]


def test_a_key_decides_only_inside_its_scopes(asked):
    narrow = Machine("credit_manager", name="wang", scopes=["policy.approve", "limits.view"])
    assert decided(narrow, asked).status_code in {403, 404}
    assert Machine("collector", name="li", scopes=KEY_SCOPES).get("/approvals").status_code == 403
    assert Machine("analyst", name="sun", scopes=KEY_SCOPES).get("/approvals").json() == {"requests": []}


def test_the_proposal_names_what_bound_it(manager, customer):
    told = manager.get("/customers/C1/proposal").json()
    assert (told["currency"], told["is_shipped_policy"], told["bound_by"] != "") == ("CNY", True, True)


def test_a_counter_offer_is_accepted_in_exactly_its_figures_and_goes_its_way_anew(manager, customer):
    maker = Machine("analyst", name="chen")
    asked = maker.post("/customers/C1/limit-requests", ASKED).json()
    path = f"/approvals/{asked['id']}"
    manager.post(f"{path}/offers", {"amount": "1200", "credit_days": 30})
    (mine,) = maker.get("/approvals?mine=true").json()["requests"]
    assert (mine["awaits"], mine["offered"]) == ("counter", {"amount": "1200.00", "credit_days": 30})
    assert maker.post(f"{path}/accept", {"amount": "1500"}).json()["code"] == "limits.other_offer"
    anew = maker.post(f"{path}/accept", {"amount": "1200", "credit_days": 30}).json()
    assert (anew["id"] > asked["id"], anew["awaits"], anew["outcome"]) == (True, "", "")
    assert maker.get(path).json()["outcome"] == "replaced"


def test_a_question_is_answered_by_the_maker_alone_and_a_stranger_is_sent_away(manager, customer):
    maker = Machine("analyst", name="chen")
    path = f"/approvals/{maker.post('/customers/C1/limit-requests', ASKED).json()['id']}/moves"
    assert manager.post(path, {"kind": "ask", "remark": "which orders?"}).json()["awaits"] == "question"
    assert manager.post(path, {"kind": "answer", "remark": "mine"}).json()["code"] == "approval.not_maker"
    narrow = Machine("credit_manager", name="gu", scopes=("limits.propose",))
    assert narrow.post(path, {"kind": "tick", "line": "x"}).status_code in {403, 404}
    assert maker.post(path, {"kind": "answer", "remark": "spring"}).json()["awaits"] == ""
    assert manager.post(path, {"kind": "tick", "line": "x"}).json()["code"] == "approval.no_such_line"
    assert manager.post(path, {"kind": "copy", "to": "nobody"}).json()["code"] == "api.person_unknown"


def test_a_release_is_asked_by_one_and_given_by_another(customer):
    clerk, manager = Machine("integration", name="clerk"), Machine("credit_manager", name="wang")
    clerk.post("/orders", order("SO-2", "1300"))
    asked = clerk.post("/orders/SO-2/release-requests", {"reason_code": "one_off", "remark": "pays on Friday"}).json()
    assert clerk.get(f"/approvals/{asked['id']}").json()["may_decide"] is False
    assert decided(manager, asked).json()["outcome"] == "approved"
    assert clerk.get("/orders/SO-2").json()["status"] == "released"
