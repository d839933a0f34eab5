"""One object at a time: how a translation is saved, refused and told of."""

import re

import pytest
from django.urls import reverse

from awareness.models import Block, Indicator, Page
from bluecampaign.publishing.versions import Review, Version, draft_of
from bluecampaign.translation.models import State, refresh_states
from bluecampaign.translation.office import worklist
from tests.office.forms import messages_of, url_of
from tests.office.test_drafts import form_of
from tests.office.translating.work import sent, state_of, translator, work_url

pytestmark = pytest.mark.django_db


def test_translator_leaves_the_live_page_as_it_is(client, page):
    before = client.get(page.get_absolute_url()).content, client.get(f"/ar/{page.path}/").content
    client.force_login(translator("ar"))
    block = page.blocks.get()
    texts = {"title": "علامات", f"block-{block.pk}-body": "اتصل {{national:voice}}."}

    client.post(work_url(page, "ar"), sent(client, page, "ar", **texts, _save="1"))

    after = client.get(page.get_absolute_url()).content, client.get(f"/ar/{page.path}/").content
    assert after == before
    draft = draft_of(page)
    assert draft.review == Review.SUBMITTED
    assert draft.translation_states["ar"]["state"] == State.IN_REVIEW
    assert draft.snapshot["parts"]["blocks"][0]["fields"]["body_ar"] == "اتصل {{national:voice}}."
    preview = client.get(work_url(page, "ar", "preview")).content.decode()
    assert 'dir="rtl"' in preview
    assert "علامات" in preview


def test_published_draft_brings_the_translation_and_its_state(client, publisher, page):
    client.force_login(translator("ar", reviews=True))
    texts = {"title": "علامات", "summary": "ما تراه."}
    client.post(work_url(page, "ar"), sent(client, page, "ar", **texts, _reviewed="1"))
    assert state_of(page, "ar") == ""
    client.force_login(publisher)

    client.post(reverse("admin:awareness_page_review", args=[page.pk]), {"verb": "publish"})

    assert Page.objects.get(pk=page.pk).title_ar == "علامات"
    assert (state_of(page, "ar"), state_of(page, "es")) == (State.REVIEWED, State.REVIEWED)


def test_publisher_saves_as_reviewed_at_once(client, publisher, page):
    client.force_login(publisher)

    data = sent(client, page, "es", title="Señas", _reviewed="1")
    response = client.post(work_url(page, "es"), data)

    assert response.status_code == 302
    assert Page.objects.get(pk=page.pk).title_es == "Señas"
    assert state_of(page, "es") == State.REVIEWED
    newest = Version.objects.of(page).first()
    assert (newest.comment, newest.author) == ("Translation reviewed: Spanish", publisher)
    assert "Señas" in client.get(f"/es/{page.path}/").content.decode()


def told_after(client, response) -> str:
    """What is said after saving."""
    return " ".join(messages_of(client, response))


def words_in(told: str) -> list[str]:
    """The words that are marked in it."""
    return re.findall("<mark>(.*?)</mark>", told)


def test_translator_is_told_of_words_in_their_own_language(client, page):
    block = page.blocks.get()
    Block.objects.filter(pk=block.pk).update(body_en="Call {{national:voice}} prior to it.")
    client.force_login(translator("es"))
    texts = {f"block-{block.pk}-body": "Llame al {{national:voice}} previo a salir."}

    response = client.post(work_url(page, "es"), sent(client, page, "es", **texts, _save="1"))

    told = told_after(client, response)
    assert words_in(told) == ["previo a"]
    assert f"{url_of(page)}?language=es#id_blocks-0-body_es" in told
    assert draft_of(page).snapshot["parts"]["blocks"][0]["fields"]["body_es"].endswith("salir.")


def test_words_are_told_after_saving_at_once_and_sound_ones_are_not(client, publisher, page):
    client.force_login(publisher)

    hard = sent(client, page, "es", summary="Lea esto previo a salir.", _save="1")
    first = told_after(client, client.post(work_url(page, "es"), hard))
    sound = sent(client, page, "es", summary="Lea esto.", _save="1")
    second = told_after(client, client.post(work_url(page, "es"), sound))

    assert words_in(first) == ["previo a"]
    assert words_in(second) == []
    assert Page.objects.get(pk=page.pk).summary_es == "Lea esto."


def test_save_and_next_leads_to_the_next_of_the_list(client, publisher):
    client.force_login(publisher)
    first, second = worklist.chosen(worklist.tasks("ar"), state="open", kind="")[:2]
    obj = Page.objects.get(pk=first.pk)

    response = client.post(work_url(obj, "ar"), sent(client, obj, "ar", _next="1"))

    assert response.status_code == 302, response.context["form"].errors
    assert response["Location"].endswith(f"/translate/ar/{second.label}/{second.pk}/")


def test_second_of_two_translators_is_told_and_keeps_the_text(client, publisher, page):
    client.force_login(publisher)
    mine = sent(client, page, "es", title="Mío", _save="1")
    client.post(work_url(page, "es"), sent(client, page, "es", title="Suyo", _save="1"))

    response = client.post(work_url(page, "es"), mine)

    assert response.status_code == 200
    assert "has changed since you opened" in response.content.decode()
    assert "Mío" in response.content.decode()
    assert Page.objects.get(pk=page.pk).title_es == "Suyo"


def test_lost_number_is_refused_with_field_and_language(client, publisher, page):
    client.force_login(publisher)
    key = f"block-{page.blocks.get().pk}-body"
    data = sent(client, page, "es", **{key: "Llame al 1-888-373-7888."}, _save="1")

    response = client.post(work_url(page, "es"), data)

    errors = response.context["form"].errors[key]
    assert errors[0] == (
        "Text (Spanish): The number {{national:voice}} of the English text is missing."
    )
    assert "looks like a phone number" in errors[1]
    assert page.blocks.get().body_es == "Llame al {{national:voice}}."


def test_form_of_the_admin_refuses_a_lost_number(client, publisher, page):
    client.force_login(publisher)
    url = reverse("admin:awareness_page_change", args=[page.pk]) + "?language=es"
    data = form_of(client, page) | {"title_es": "Señales", "blocks-0-body_es": "Llame."}

    response = client.post(url, data | {"_save": "1"})

    assert response.status_code == 200
    assert "The number {{national:voice}} of the English text is missing." in (
        response.content.decode().replace("&#x27;", "'")
    )
    assert page.blocks.get().body_es == "Llame al {{national:voice}}."


def test_difference_since_the_last_review_is_marked(client, publisher, page):
    page.title_en = "Signs of trafficking"
    page.save()
    refresh_states(page, new_state=State.MACHINE)
    client.force_login(publisher)

    groups = client.get(work_url(page, "es")).context["groups"]

    title, *others = [row for group in groups for row in group.rows]
    assert title.changed
    assert "<ins>" in title.marked
    assert [row.changed for row in others] == [False] * len(others)


def test_field_of_arabic_is_written_from_the_right(client, publisher, page):
    client.force_login(publisher)

    fields = client.get(work_url(page, "ar")).context["form"]

    assert {(f.field.widget.attrs["lang"], f.field.widget.attrs["dir"]) for f in fields} == {
        ("ar", "rtl")
    }


def test_entry_of_a_list_is_translated(client, publisher):
    sign = Indicator.objects.first()
    client.force_login(publisher)

    data = sent(client, sign, "es", text="Otra señal", _reviewed="1")
    response = client.post(work_url(sign, "es"), data)

    assert response.status_code == 302
    assert Indicator.objects.get(pk=sign.pk).text_es == "Otra señal"
    assert state_of(sign, "es") == State.REVIEWED
