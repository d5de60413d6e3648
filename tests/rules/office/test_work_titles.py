"""Background work is called what its reader understands, whoever began it; every recurring job has its words."""

from django.utils import translation

from onaccount.jobs.schedule import SCHEDULE
from onaccount.office.work.labels import JOBS, title_of


def test_a_title_is_said_in_the_language_of_its_reader() -> None:
    said = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            said.append(title_of(kind="assess_portfolio", facts={"day": "2026-03-02"}))
    assert said == ["All customers assessed as of 2026-03-02", "截至 2026-03-02 的全部客户重评"]


def test_a_file_keeps_its_name_and_a_kind_without_words_shows_itself() -> None:
    assert title_of(kind="import_file", facts={"name": "50% 台账.xlsx"}) == "50% 台账.xlsx"
    assert title_of(kind="unheard_of", facts={}) == "unheard_of"


def test_every_recurring_job_has_words() -> None:
    assert {job.name for job in SCHEDULE} - JOBS.keys() == set()
