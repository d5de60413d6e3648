"""Signing in: few tries, a second factor, sessions that end, and nobody signs up."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import get_hasher, make_password
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from tests.people import TODAY, acting, somebody

from onaccount.config import settings as real
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import person_changed
from onaccount.office.access import sessions
from onaccount.office.access.models import Person
from onaccount.office.journal.models import Entry

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    call_command("createcachetable", verbosity=0)
    cache.clear()


@pytest.fixture
def person() -> Person:
    found = somebody("wang", "credit_manager")
    found.set_password(PASSWORD)
    found.save()
    return found


def sign_in(client: Client, *, password: str = PASSWORD, username: str = "wang", address: str = "10.0.0.1") -> int:
    given = {"login": username, "password": password}
    return client.post(reverse("account_login"), given, REMOTE_ADDR=address).status_code


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("usersessions_list")).status_code == HTTPStatus.OK


def test_the_right_password_lets_in_and_the_device_is_listed(client: Client, person: Person) -> None:
    assert (sign_in(client), is_signed_in(client)) == (302, True)
    assert UserSession.objects.get().user == person


def test_the_sixth_try_at_one_account_is_answered_429_even_with_the_right_password(person: Person) -> None:
    tries = [sign_in(Client(), password="wrong", address=f"10.0.0.{n}") for n in range(5)]
    answer = Client().post(reverse("account_login"), {"login": "wang", "password": PASSWORD}, REMOTE_ADDR="10.0.0.99")
    assert (tries, answer.status_code, answer["Retry-After"]) == ([200] * 5, 429, "900")


def test_the_sixth_try_from_one_address_is_answered_429_whoever_is_tried(person: Person) -> None:
    tries = [sign_in(Client(), username=f"somebody{n}", password="wrong") for n in range(6)]
    assert tries == [200] * 5 + [429]
    assert sign_in(Client(), address="10.0.0.2") == HTTPStatus.FOUND


def test_what_failed_tries_leave_behind_is_bounded() -> None:
    assert real.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] == 20_000


def test_a_second_factor_is_asked_for_and_its_secret_is_not_stored_in_clear(client: Client, person: Person) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    assert secret not in str(Authenticator.objects.get().data)
    assert (sign_in(client), is_signed_in(client)) == (302, False)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in(client)


def test_an_administrator_takes_a_lost_second_factor_away(client: Client, person: Person) -> None:
    totp.TOTP.activate(person, totp.generate_totp_secret())
    person_changed.remove_second_factor(person_id=person.pk, actor=acting(somebody("hu", "administrator")))
    assert (sign_in(client), is_signed_in(client)) == (302, True)
    with pytest.raises(Refusal, match=r"access\.not_oneself"):
        person_changed.remove_second_factor(person_id=person.pk, actor=acting(person))


def test_signing_in_is_an_act_and_failing_is_not(client: Client, person: Person) -> None:
    sign_in(client, password="wrong")
    sign_in(client)
    assert Entry.objects.get(act="access.signed_in").person == person


def test_a_session_ends_after_half_an_hour_without_use(client: Client, person: Person) -> None:
    sign_in(client)
    is_signed_in(client)
    past(client, sessions.SEEN, minutes=29)
    assert is_signed_in(client)
    past(client, sessions.SEEN, minutes=31)
    assert not is_signed_in(client)


def test_a_session_ends_after_twelve_hours_however_busy(client: Client, person: Person) -> None:
    sign_in(client)
    is_signed_in(client)
    past(client, sessions.BEGAN, minutes=12 * 60)
    assert not is_signed_in(client)


def past(client: Client, mark: str, *, minutes: int) -> None:
    session = client.session
    session[mark] = timezone.now().timestamp() - minutes * 60
    session.save()


def test_a_change_of_roles_ends_the_sessions_of_the_person(client: Client, person: Person) -> None:
    sign_in(client)
    administrator = acting(somebody("hu", "administrator"))
    person_changed.set_roles(person_id=person.pk, roles=["auditor"], today=TODAY, actor=administrator)
    assert (is_signed_in(client), UserSession.objects.count()) == (False, 0)


def test_whoever_is_shut_out_is_out_at_once(client: Client, person: Person) -> None:
    sign_in(client)
    person_changed.shut_out(person_id=person.pk, actor=acting(somebody("hu", "administrator")))
    assert (is_signed_in(client), sign_in(client), is_signed_in(client)) == (False, 200, False)


def test_sign_out_everywhere_ends_every_device(client: Client, person: Person) -> None:
    other = Client()
    sign_in(client)
    sign_in(other)
    client.post(reverse("sign_out_everywhere"))
    assert (is_signed_in(client), is_signed_in(other)) == (False, False)
    assert Entry.objects.filter(act="access.signed_out").get().person == person


def test_an_old_password_leads_to_the_page_that_changes_it(client: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(password_changed_at=timezone.now() - timedelta(days=366))
    sign_in(client)
    answer = client.get("/specimen")
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_change_password"))
    with override_settings(PASSWORD_DAYS=0):
        assert client.get("/specimen").status_code != HTTPStatus.FOUND


def test_a_new_password_is_journalled_and_its_age_starts_anew(client: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(password_changed_at=timezone.now() - timedelta(days=366))
    sign_in(client)
    new = {"oldpassword": PASSWORD, "password1": "another horse battery", "password2": "another horse battery"}
    assert client.post(reverse("account_change_password"), new).status_code == HTTPStatus.FOUND
    person.refresh_from_db()
    assert person.check_password("another horse battery")
    assert person.password_changed_at
    assert timezone.now() - person.password_changed_at < timedelta(minutes=1)
    assert Entry.objects.filter(act="access.password_set").get().person == person


def test_nobody_signs_up() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_passwords_are_kept_as_argon2id() -> None:
    with override_settings(PASSWORD_HASHERS=real.PASSWORD_HASHERS):
        assert make_password(PASSWORD).startswith("argon2$argon2id$")
        assert get_hasher().algorithm == "argon2"


def test_pages_speak_the_language_of_the_person(client: Client, person: Person) -> None:
    sign_in(client)
    spoken = []
    for language in ("en", "zh-hans"):
        Person.objects.filter(pk=person.pk).update(language=language)
        spoken.append(client.get(reverse("usersessions_list"), headers={"Accept-Language": "de"})["Content-Language"])
    assert spoken == ["en", "zh-hans"]


def test_the_session_id_changes_when_somebody_signs_in(client: Client, person: Person) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_inactive", "account_reset_password_from_key_done"],
)
def test_pages_before_signing_in_are_drawn(client: Client, person: Person, name: str) -> None:
    assert client.get(reverse(name)).status_code == HTTPStatus.OK


def test_signing_in_is_the_answer_a_sensitive_act_asks_for_and_its_session_is_new(
    client: Client, person: Person
) -> None:
    client.get(reverse("account_login"))
    before = client.session.session_key
    sign_in(client)
    address = client.post(reverse("policies:activate", args=[1]), {"active_from": TODAY}).get("Location", "")
    assert client.session.session_key != before
    assert not address.startswith(reverse("account_reauthenticate"))


def test_pages_of_the_second_factor_are_drawn_after_the_password_was_given_again(
    client: Client, person: Person
) -> None:
    sign_in(client)
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert [client.get(reverse(name)).status_code for name in ("mfa_index", "mfa_activate_totp")] == [200, 200]
    totp.TOTP.activate(person, totp.generate_totp_secret())
    client.post(reverse("mfa_generate_recovery_codes"))
    pages = ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes")
    assert [client.get(reverse(name)).status_code for name in (*pages, "mfa_reauthenticate")] == [200] * 5
