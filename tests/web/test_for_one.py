"""Pages for one reader: made of what all pages share, and nothing of the reader stays."""

from collections.abc import Iterator

import pytest

from awareness.models import Audience
from bluecampaign.translation.paths import localize
from bluecampaign.web import kept
from bluecampaign.web.kept import rendering
from resources.choices import Kind
from resources.models import Resource
from tests.remembering import remember_nothing

pytestmark = pytest.mark.django_db

NUMBER = 10**9
# In no text of the site, whatever is cut off it.
WORD = "zebrafinkpost"
OTHER_WORD = "quagmirelamp"


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch):
    remember_nothing(monkeypatch)


@pytest.fixture
def codes() -> list[str]:
    found = Resource.objects.live().current().order_by("code").values_list("code", flat=True)
    return list(found[:4])


def addresses(word: str, listed: str) -> Iterator[str]:
    """Every kind of page that holds a reader's words or list, in English."""
    kit = Resource.objects.live().filter(kind=Kind.TOOLKIT).first()
    item = Resource.objects.live().current().exclude(kind=Kind.TOOLKIT).first()
    for_whom = Audience.objects.first()
    yield f"/search/?q={word}"
    yield f"/search/?q=poster+{word}&in=es"
    yield f"/search/?q=hotline&list={listed}"
    yield f"/resources/?q={word}"
    yield f"/resources/?q=poster&kind=poster&language=es&topic={word}"
    yield f"/resources/?list={listed}"
    yield f"/resources/?q=poster&list={listed}&audience=hospitality&sort=title"
    yield f"{item.get_absolute_url()}?list={listed}"
    yield f"{kit.get_absolute_url()}?list={listed}"
    yield f"/resources/my-list/?list={listed}"
    yield f"/resources/for/{for_whom.slug}/?list={listed}"
    yield f"/resources/required-posters/?list={listed}"
    yield f"/hotlines/?q={word}"
    yield f"/nothing-{word}/?q={word}"


def test_page_for_one_is_what_it_would_be_alone(client, codes):
    """Whatever others asked for before, for themselves or for everybody."""
    mine = list(addresses(WORD, ",".join(codes[:2])))
    others = list(addresses(OTHER_WORD, ",".join(codes[2:])))
    plain = sorted({each.partition("?")[0] for each in mine})

    for code in ("en", "ar"):
        ask = [localize(each, code) for each in mine]
        alone = [client.get(each).content for each in ask]
        with rendering(NUMBER):
            for each in plain:
                client.get(localize(each, code))
        with rendering(NUMBER, is_for_one=True):
            for each in others:
                client.get(localize(each, code))
            assert [client.get(each).content for each in ask] == alone, code
            assert [client.get(each).content for each in ask] == alone, code


def test_page_for_all_has_nothing_of_one_before_it(client, codes):
    mine = list(addresses(WORD, ",".join(codes[:2])))
    plain = sorted({each.partition("?")[0] for each in mine})
    alone = [client.get(each).content for each in plain]

    with rendering(NUMBER, is_for_one=True):
        for each in mine:
            client.get(each)
    with rendering(NUMBER):
        assert [client.get(each).content for each in plain] == alone


def test_nothing_that_a_reader_typed_or_lists_stays(client, codes):
    listed = ",".join(codes[:2])

    with rendering(NUMBER, is_for_one=True):
        for each in addresses(WORD, listed):
            for code in ("en", "ar", "zh-hant"):
                client.get(localize(each, code))

    remembered = everything_remembered()
    assert len(remembered) > 100_000
    assert WORD not in remembered
    assert listed not in remembered


def test_address_of_a_missing_page_does_not_stay(client):
    """Its words stand in the search box of the page that says so."""
    with rendering(NUMBER):
        page = client.get(f"/nothing-{WORD}/").content.decode()

    assert WORD in page
    assert WORD not in everything_remembered()


def test_search_is_there_that_these_tests_would_find(client):
    """A page for everybody may be asked for with any word; so such a page leaves one."""
    with rendering(NUMBER):
        client.get(f"/search/?q={WORD}")

    assert WORD in everything_remembered()


def everything_remembered() -> str:
    things = kept._kept.things
    return repr([*things.newer.items(), *things.older.items()])
