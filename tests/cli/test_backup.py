"""A backup is worth what its restore is: written under load of one snapshot, restored elsewhere, compared row by row."""

import io
import os
from pathlib import Path

import psycopg
import pytest
from django.db import connection as djangos
from hypothesis import given
from hypothesis import strategies as st
from tests.people import somebody

from onaccount.cli import postgres
from onaccount.office.vault import actions, queries, stream
from onaccount.office.vault.place import Place

KEY = "a key for the tests, long enough to be one"


@pytest.fixture(scope="module")
def place(django_db_setup: None) -> Place:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("needs a server whose databases it may create")
    params = psycopg.conninfo.conninfo_to_dict(postgres.address())
    return Place(params={key: str(value) for key, value in params.items()}, programs=postgres.programs())


@pytest.fixture
def filled(place: Place) -> Place:
    with place.connect() as connection:
        connection.execute("DROP TABLE IF EXISTS customer, item")
        connection.execute("CREATE TABLE customer (number text PRIMARY KEY, name text, seen timestamptz DEFAULT now())")
        connection.execute("INSERT INTO customer SELECT n::text, '客户' || n FROM generate_series(1, 500) AS n")
        connection.execute("CREATE TABLE item (id bigint PRIMARY KEY, amount numeric(18, 2), facts jsonb)")
        connection.execute(
            "INSERT INTO item SELECT n, n * 1.01, jsonb_build_object('n', n) FROM generate_series(1, 90000) n"
        )
    return place


@pytest.fixture
def empty(place: Place) -> Place:
    with psycopg.connect(postgres.address(database="postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS restored")
        connection.execute("CREATE DATABASE restored")
    return Place(params=place.params | {"dbname": "restored"}, programs=place.programs)


def test_a_restored_database_equals_the_one_backed_up(filled: Place, empty: Place, tmp_path: Path) -> None:
    written = actions.write_backup(place=filled, folder=tmp_path, key=KEY, keep=3)
    restored = actions.restore_backup(place=empty, path=written.path, key=KEY)
    with filled.connect() as connection:
        assert restored == queries.checksums(connection=connection)
    assert {name: sums.split(",")[0] for name, sums in restored.items()} == {
        "public.customer": "500 rows",
        "public.item": "90000 rows",
    }


@pytest.mark.django_db(transaction=True)
def test_every_table_trigger_and_extension_of_the_program_survives(place: Place, empty: Place, tmp_path: Path) -> None:
    whole = Place(params=place.params | {"dbname": str(djangos.settings_dict["NAME"])}, programs=place.programs)
    somebody("operator", "administrator")
    written = actions.write_backup(place=whole, folder=tmp_path, key=KEY, keep=1)
    restored = actions.restore_backup(place=empty, path=written.path, key=KEY)
    assert restored["public.access_person"].split(",")[0] == "1 rows"
    triggers = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
    with whole.connect() as one, empty.connect() as other:
        assert one.execute(triggers).fetchone() == other.execute(triggers).fetchone()


@pytest.mark.parametrize("at", [0.0, 0.001, 0.3, 0.999])
def test_one_flipped_bit_anywhere_is_refused_before_a_row_is_written(
    filled: Place, empty: Place, tmp_path: Path, at: float
) -> None:
    path = actions.write_backup(place=filled, folder=tmp_path, key=KEY, keep=3).path
    content = bytearray(path.read_bytes())
    content[int(at * len(content))] ^= 1
    path.write_bytes(content)
    with pytest.raises(stream.BrokenSealError):
        actions.restore_backup(place=empty, path=path, key=KEY)
    with empty.connect() as connection:
        assert queries.checksums(connection=connection) == {}


def test_a_database_with_records_is_never_restored_over(filled: Place, tmp_path: Path) -> None:
    path = actions.write_backup(place=filled, folder=tmp_path, key=KEY, keep=3).path
    with pytest.raises(actions.NotEmptyError):
        actions.restore_backup(place=filled, path=path, key=KEY)


def test_a_single_changed_cell_changes_the_sum(filled: Place) -> None:
    with filled.connect() as connection:
        before = queries.checksums(connection=connection)
        connection.execute("UPDATE item SET amount = amount + 0.01 WHERE id = 77")
        after = queries.checksums(connection=connection)
    assert [name for name in before if before[name] != after[name]] == ["public.item"]


def test_the_oldest_backups_make_room_and_strangers_files_stay(filled: Place, tmp_path: Path) -> None:
    for day in ("01", "02", "03"):
        (tmp_path / f"onaccount-202601{day}T000000Z.backup").touch()
    (tmp_path / "onaccount-notes.backup").touch()
    latest = actions.write_backup(place=filled, folder=tmp_path, key=KEY, keep=2).path.name
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "onaccount-20260103T000000Z.backup",
        latest,
        "onaccount-notes.backup",
    ]


def test_a_failed_backup_leaves_no_file(filled: Place, tmp_path: Path) -> None:
    broken = Place(params=filled.params, programs=tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError):
        actions.write_backup(place=broken, folder=tmp_path / "backups", key=KEY, keep=2)
    assert list((tmp_path / "backups").iterdir()) == []


def sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    stream.seal(pieces=[content[:7], content[7:]], target=target, key=KEY)
    return target.getvalue()


@given(
    st.binary(max_size=200), st.sampled_from([0, stream.FRAME_BYTES - 100, stream.FRAME_BYTES, 2 * stream.FRAME_BYTES])
)
def test_what_is_sealed_comes_back(tail: bytes, length: int) -> None:
    content = b"x" * length + tail
    assert b"".join(stream.unseal(source=io.BytesIO(sealed(content)), key=KEY)) == content


@given(st.integers(min_value=1, max_value=2 * stream.FRAME_BYTES))
def test_no_shortened_file_opens(missing: int) -> None:
    whole = sealed(b"y" * 2 * stream.FRAME_BYTES)
    with pytest.raises(stream.BrokenSealError):
        list(stream.unseal(source=io.BytesIO(whole[:-missing]), key=KEY))


def test_dropping_a_whole_frame_is_seen() -> None:
    frame = 4 + stream.FRAME_BYTES + stream.TAG_BYTES
    start = len(stream.FORMAT) + stream.SALT_BYTES
    whole = sealed(b"z" * 3 * stream.FRAME_BYTES)
    with pytest.raises(stream.BrokenSealError):
        list(stream.unseal(source=io.BytesIO(whole[:start] + whole[start + frame :]), key=KEY))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(stream.BrokenSealError):
        list(stream.unseal(source=io.BytesIO(sealed(b"facts")), key="another"))
