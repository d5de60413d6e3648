import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_program_is_no_superuser_of_its_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, True)


@pytest.mark.django_db
def test_text_compares_by_code_point_whatever_the_machine() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_encoding'), 'Z' < 'a'")
        assert cursor.fetchone() == ("UTF8", True)
