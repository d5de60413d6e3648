"""The editor of a policy in a real browser: what its tables hold is seen without scrolling at a desk."""

import pytest
from tests.browser.conftest import Visit
from tests.credit import a_policy, person
from tests.people import acting

from onaccount.lifecycle import policy_changed
from onaccount.office.clock import queries as clock

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
SCROLLING = "[...document.querySelectorAll('.table-frame')].filter(each => each.scrollWidth > each.clientWidth).length"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_table_of_the_editor_scrolls_at_a_desk(visit: Visit, language: str) -> None:
    a_policy()
    manager = person("manager", "credit_manager")
    draft = policy_changed.draft_policy(today=clock.today(), note="", actor=acting(manager))
    watched = visit(manager, language=language, width=1280)
    page = watched.open(f"/policies/{draft.number}/")
    page.locator("td.policy-whom").first.wait_for()
    assert (page.evaluate(SCROLLING), watched.axe()) == (0, [])
