"""Words to look at in the office: told, never in the way, and let stand by a tick."""

import re

import pytest
from django.contrib.auth.models import Permission

from awareness.models import Page
from bluecampaign.publishing.drafts import store
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.snapshots import take
from bluecampaign.publishing.versions import Review
from bluecampaign.wording.models import MeantSo
from tests.makers import make_block, make_hotline, make_page, make_resource, make_staff
from tests.office.forms import form_of, make_member, make_roles, messages_of, send, url_of

pytestmark = pytest.mark.django_db
SUMMARY = "What this page tells you, in one sentence that is long enough to say it all."


@pytest.fixture
def staff(client):
    client.force_login(make_staff())
    return client


def page_with(body: str = "Call prior to it.", spanish: str = "", **fields) -> Page:
    page = make_page(**({"summary_en": SUMMARY, "status": Status.DRAFT} | fields))
    make_block(page, body_en=body, body_es=spanish)
    return page


def told(response) -> list[str]:
    """The words that stand marked above the form."""
    return re.findall(r"<mark>(.*?)</mark>", response.text)


def test_form_names_field_language_context_suggestion_and_reason(staff):
    page = page_with(spanish="Llame previo a salir.")

    shown = staff.get(url_of(page)).text

    assert "Words to look at</summary>" in shown.replace(" (2)", "")
    assert f'<a href="{url_of(page)}#id_blocks-0-body_en">' in shown
    assert f'<a href="{url_of(page)}?language=es#id_blocks-0-body_es">' in shown
    assert 'lang="es" dir="ltr">Llame <mark>previo a</mark> salir.' in shown
    assert ">Call <mark>prior to</mark> it.<" in shown
    assert "“before”" in shown and "longer and says no more" in shown


def test_sound_page_says_nothing(staff):
    page = page_with("Call before it.")

    shown = staff.get(url_of(page)).text

    assert told(staff.get(url_of(page))) == []
    assert "Words to look at" not in shown


@pytest.mark.parametrize("status", [Status.DRAFT, Status.LIVE])
def test_saving_and_publishing_stay_possible_and_tell_of_the_words(staff, status):
    page = page_with()

    response = send(staff, page, form_of(staff, page, status=status.value))

    page.refresh_from_db()
    assert (response.status_code, page.status) == (302, status)
    assert any("1 place has words to look at." in m for m in messages_of(staff, response))


def test_saving_plain_words_tells_of_nothing(staff):
    page = page_with("Call before it.")

    response = send(staff, page, form_of(staff, page))

    assert not any("words to look at" in m for m in messages_of(staff, response))


def test_review_shows_the_words_of_the_draft_and_publishes(staff):
    page = page_with("Plain words.", status=Status.LIVE)
    snapshot = take(page)
    snapshot["parts"]["blocks"][0]["fields"]["body_en"] = "Slaves call."
    store(page, snapshot, by=None, comment="", review=Review.SUBMITTED)

    shown = [told(staff.get(url_of(page, what))) for what in ("review", "change", "words")]
    staff.post(url_of(page, "review"), {"verb": "publish"})

    assert shown == [["Slaves"], ["Slaves"], ["Slaves"]]
    assert "Slaves call." in staff.get(page.get_absolute_url()).text


@pytest.mark.parametrize("make", [make_hotline, make_resource])
def test_hotline_and_item_tell_of_their_words(staff, make):
    name = "purpose_en" if make is make_hotline else "summary_en"
    made = make(**{name: "Help prior to it."})

    assert told(staff.get(url_of(made))) == ["prior to"]


def ticks(response) -> list[str]:
    return re.findall(r'name="on_screen" value="(\w+)"', response.text)


def test_what_is_ticked_is_not_told_again_until_its_sentence_changes(staff):
    page = page_with("Call prior to it.\n\nSlaves call.")
    screen = staff.get(url_of(page, "words"))
    first, second = ticks(screen)

    staff.post(url_of(page, "words"), {"on_screen": [first, second], "meant": [first]})

    assert told(staff.get(url_of(page))) == ["Slaves"]
    page.blocks.update(body_en="Please call prior to it.\n\nSlaves call.")
    assert told(staff.get(url_of(page))) == ["prior to", "Slaves"]


def test_tick_is_kept_with_its_name_and_can_be_taken_back(staff):
    page = page_with()
    (digest,) = ticks(staff.get(url_of(page, "words")))
    staff.post(url_of(page, "words"), {"on_screen": [digest], "meant": [digest]})
    kept = MeantSo.objects.of(page).get()

    again = staff.get(url_of(page, "words")).text
    staff.post(url_of(page, "words"), {"on_screen": [digest]})

    assert (kept.words, kept.said_by.is_staff) == ("prior to", True)
    assert f'value="{digest}" checked' in again
    assert told(staff.get(url_of(page))) == ["prior to"]


def test_tick_of_what_is_not_found_is_not_kept(staff):
    page = page_with()

    staff.post(url_of(page, "words"), {"on_screen": ["0" * 64], "meant": ["0" * 64]})

    assert not MeantSo.objects.exists()


def test_what_was_not_on_the_screen_stays_as_it_is(staff):
    page = page_with("Call prior to it.\n\nSlaves call.")
    first, second = ticks(staff.get(url_of(page, "words")))
    staff.post(url_of(page, "words"), {"on_screen": [first], "meant": [first]})

    staff.post(url_of(page, "words"), {"on_screen": [second], "meant": [second]})

    assert set(MeantSo.objects.values_list("digest", flat=True)) == {first, second}


def test_translator_is_told_of_their_language_alone(client):
    make_roles()
    page = page_with(spanish="Llame previo a salir.")
    client.force_login(make_member("Translator: Spanish"))
    (digest,) = ticks(client.get(url_of(page, "words")))

    client.post(url_of(page, "words"), {"on_screen": [digest], "meant": [digest]})

    assert told(client.get(url_of(page, language="es"))) == []
    client.force_login(make_staff())
    assert told(client.get(url_of(page))) == ["prior to"]


def test_whoever_may_only_look_sees_no_ticks_and_sets_none(client):
    make_roles()
    hotline = make_hotline(purpose_en="Help prior to it.")
    member = make_member()
    wanted = ["view_hotline", "view_channel"]
    member.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    client.force_login(member)

    screen = client.get(url_of(hotline, "words"))
    answer = client.post(url_of(hotline, "words"), {"meant": ["0" * 64]})

    assert (told(screen), ticks(screen)) == (["prior to"], [])
    assert answer.status_code == 403


def test_stranger_sees_no_words(client):
    page = page_with()

    assert client.get(url_of(page, "words")).status_code == 302


def test_words_of_readers_are_escaped(staff):
    page = page_with("<b>Call</b> prior to `it` & <i>go</i>.", title_en='"Slaves" <&>')

    shown = staff.get(url_of(page)).text

    assert "<mark>Slaves</mark>&quot; &lt;&amp;&gt;" in shown
