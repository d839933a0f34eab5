"""What a copy says: one state of the content, and nothing that passes with the hour."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bluecampaign.mirror.copying import copying, is_copy
from bluecampaign.mirror.everything import documents_in, letter_of
from bluecampaign.mirror.snapshot import content_digest, one_state
from hotlines.models import Channel
from hotlines.opening import opening_of
from resources.models import DownloadCount
from tests.makers import make_resource, make_term

# --- The database ------------------------------------------------------------------


def write_meanwhile() -> None:
    with one_state(), pytest.raises(DatabaseError), transaction.atomic():
        make_term()


def write_meanwhile_elsewhere() -> None:
    with closing(connection):
        write_meanwhile()


@pytest.mark.django_db
def test_nothing_can_be_written_meanwhile():
    if connection.vendor == "postgresql":
        # Outside the transaction of this test, which has begun without the limit.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write_meanwhile_elsewhere).result()
    else:
        write_meanwhile()

    assert make_term().pk


@pytest.mark.django_db
def test_content_digest_follows_the_content_and_no_reader():
    item = make_resource(languages=["en"])
    before = content_digest()
    DownloadCount.objects.create(day="2026-01-01", code=item.code, language="en", count=1)
    assert content_digest() == before

    item.title_en = "Another title"
    item.save()
    assert content_digest() != before


# --- What a copy says --------------------------------------------------------------


def test_copy_does_not_say_whether_a_line_is_open(settings):
    way = Channel(opening_hours="Mo-Fr 09:00-17:00", time_zone="America/New_York")
    always = Channel(always_open=True)
    now = timezone.now()
    assert opening_of(way, now).state in ("open", "closed")
    with copying():
        assert is_copy()
        assert opening_of(way, now).state == ""
        assert opening_of(always, now).state == "always"
    assert not is_copy()


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Éducation", "E"),
        ("“Visa”", "V"),
        ("Đường dây", "Đ"),
        ("핫라인", "ㅎ"),
        ("เบอร์", "บ"),
        ("المساعدة", "م"),
        ("Что это", "Ч"),
        ("求助", ""),
        ("988", ""),
    ],
)
def test_title_stands_under_the_letter_of_its_script(title: str, letter: str):
    assert letter_of(title) == letter


@pytest.mark.django_db
def test_list_in_place_of_the_search_has_each_thing_once():
    make_resource(title_en="Only in English", title_es="")

    english, spanish = documents_in("en"), documents_in("es")

    assert len(english) == len(spanish) > 50
    assert "Only in English" in [each.title for each in spanish]
    assert {each.language for each in spanish} == {"en", "es"}
