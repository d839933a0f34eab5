import pytest
from django.test import Client
from django.utils import translation

from bluecampaign.publishing.models import Status
from hotlines.directory import Directory, directory_for, number_link, shipped
from hotlines.models import Hotline
from tests.broken import without_tables
from tests.makers import make_channel, make_hotline

pytestmark = pytest.mark.django_db
SHIPPED = [
    *("emergency", "national", "hsi", "ncmec", "988", "domestic-violence", "rainn"),
    *("uk", "press"),
]


@pytest.fixture
def broken_table():
    """The table of the hotlines is away, as after a failed restore."""
    with without_tables("hotlines_hotline"):
        yield


def numbers_of(lifelines) -> list[str]:
    return [way.number for way in (lifelines.emergency, lifelines.voice, lifelines.text)]


def test_directory_takes_two_queries_for_any_number_of_lines(django_assert_num_queries):
    for _n in range(3):
        make_channel(make_hotline())

    with django_assert_num_queries(2):
        directory = Directory("es")
        lines, numbers = directory.hotlines, directory.numbers
        lifelines = directory.lifelines

    assert len(lines) == 12
    assert len(numbers) >= 12
    assert lifelines.voice.number == "+18883737888"


def test_directory_asks_nothing_before_it_is_looked_at(django_assert_num_queries):
    with django_assert_num_queries(0):
        Directory("en")


def test_directory_holds_what_is_public_in_its_order():
    make_hotline(slug="sketch", status=Status.DRAFT, order=1)
    make_hotline(slug="first", order=1)

    slugs = [line.slug for line in Directory("en").hotlines]

    assert slugs == ["first", *SHIPPED]


def test_directory_gets_a_line_and_a_channel():
    directory = Directory("en")

    assert directory.get("national").slug == "national"
    assert directory.get("nobody") is None
    assert directory.channel("national", "voice").number == "+18883737888"
    assert directory.channel("national", "fax") is None
    assert directory.channel("nobody", "voice") is None


def test_lifelines_are_911_and_the_national_hotline():
    assert numbers_of(Directory("en").lifelines) == ["911", "+18883737888", "233733"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_lifelines_stand_in_when_a_line_is_taken_down(status):
    Hotline.objects.filter(slug__in=["national", "emergency"]).update(status=status)

    directory = Directory("en")

    assert directory.get("national") is None
    assert numbers_of(directory.lifelines) == ["911", "+18883737888", "233733"]


def test_lifelines_stand_in_when_a_channel_or_everything_is_deleted():
    Hotline.objects.get(slug="national").channels.filter(key="text").delete()
    without_text = numbers_of(Directory("en").lifelines)
    Hotline.objects.all().delete()
    without_all = numbers_of(Directory("en").lifelines)

    assert without_text == without_all == ["911", "+18883737888", "233733"]


def test_lifelines_show_a_number_that_staff_changed():
    Hotline.objects.get(slug="national").channels.filter(key="voice").update(
        number="+18004321000", display="1-800-432-1000"
    )

    assert numbers_of(Directory("en").lifelines) == ["911", "+18004321000", "233733"]


def test_shipped_lines_need_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        lines = shipped()
        links = [number_link(way) for line in lines for way in line.shipped_channels]

    assert [line.slug for line in lines] == SHIPPED
    assert len(links) > len(lines)


def test_shipped_lines_stand_in_when_the_database_fails(broken_table, caplog):
    directory = Directory("es")

    slugs = [line.slug for line in directory.hotlines]

    assert slugs == SHIPPED
    assert numbers_of(directory.lifelines) == ["911", "+18883737888", "233733"]
    assert "tel:+18883737888" in directory.numbers["national:voice"]
    assert "The hotlines could not be read" in caplog.text


def test_page_keeps_its_numbers_when_the_hotlines_cannot_be_read(broken_table):
    response = Client().get("/es/get-help/")

    html = response.content.decode()
    assert response.status_code == 200
    assert 'href="tel:+18883737888"' in html
    assert 'href="sms:233733?body=' in html
    assert 'href="tel:911"' in html


def test_directory_page_works_when_the_hotlines_cannot_be_read(broken_table):
    response = Client().get("/es/hotlines/")

    anchors = [card.anchor for card in response.context["cards"]]
    assert (response.status_code, anchors) == (200, SHIPPED)
    assert response.context["cards"][0].name == "Emergencia"


def test_directory_for_a_request_is_made_once_for_each_language(rf):
    request = rf.get("/")

    with translation.override("es"):
        first, second = directory_for(request), directory_for(request)
    with translation.override("fr"):
        third = directory_for(request)

    assert first is second
    assert (first.code, third.code) == ("es", "fr")


def test_directory_for_no_request_is_one_of_its_own():
    with translation.override("ar"):
        assert directory_for(None).code == "ar"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {},
            '<a class="number" href="tel:+18883737888"><bdi dir="ltr">1-888-373-7888</bdi></a>',
        ),
        (
            {"kind": "web", "number": "", "display": "", "url": "https://a.gov/?b=1&c=2"},
            '<a href="https://a.gov/?b=1&amp;c=2"><bdi dir="ltr">a.gov/?b=1&amp;c=2</bdi></a>',
        ),
    ],
)
def test_number_link_reads_from_left_to_right_and_is_escaped(fields, expected):
    assert number_link(make_channel(make_hotline(), **fields)) == expected
