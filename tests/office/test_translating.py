"""The translator's screens: what waits, one object at a time, and nobody else's language."""

import re

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from awareness.models import Block, Indicator, Page
from bluecampaign.publishing.versions import Review, Version, draft_of
from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.models import (
    State,
    TranslationState,
    english_digest,
    mark,
    refresh_states,
)
from bluecampaign.translation.office import worklist
from bluecampaign.translation.roles import group_name, reviewer_group_name
from hotlines.models import Hotline
from tests.makers import make_block, make_page, make_resource
from tests.office.forms import messages_of, url_of
from tests.office.test_drafts import form_of, post

pytestmark = pytest.mark.django_db
SUMMARY = "What you can see when somebody near you is held in work against their will."


def translator(*codes: str, reviews: bool = False) -> User:
    user = User.objects.create_user(f"tom-{'-'.join(codes)}", is_staff=True)
    names = [group_name(BY_CODE[code]) for code in codes]
    names += [reviewer_group_name(BY_CODE[code]) for code in codes] if reviews else []
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in names])
    return user


@pytest.fixture
def publisher() -> User:
    return User.objects.create_superuser("pia", "pia@example.org", "a-long-password-1")


@pytest.fixture
def page() -> Page:
    """A live page, translated into Spanish and reviewed; not into Arabic."""
    made = make_page(
        title_en="Signs", title_es="Señales", summary_en=SUMMARY, summary_es="Qué ver."
    )
    make_block(
        made,
        key="one",
        heading_en="Call",
        heading_es="Llame",
        body_en="Call {{national:voice}}.",
        body_es="Llame al {{national:voice}}.",
    )
    refresh_states(made, new_state=State.REVIEWED)
    mark(made, "es", State.REVIEWED)
    return made


def work_url(obj, code: str, name: str = "work") -> str:
    return reverse(f"admin:translate-{name}", args=[code, obj._meta.label_lower, obj.pk])


def sent(client, obj, code: str, **changes) -> dict:
    """What a browser would send back from the work screen, with some changes."""
    context = client.get(work_url(obj, code)).context
    data = {field.html_name: field.value() or "" for field in context["form"]}
    return data | {"_seen": context["seen"]} | changes


def state_of(obj, code: str) -> str:
    return TranslationState.objects.by_language(obj).get(code, "")


# --- A minor edit ------------------------------------------------------------------


def test_changed_english_makes_a_reviewed_translation_outdated(client, publisher, page):
    client.force_login(publisher)

    response = post(client, page, form_of(client, page, title_en="New signs"))

    assert response.status_code == 302
    assert state_of(page, "es") == State.OUTDATED


def test_minor_edit_leaves_a_reviewed_translation_valid(client, publisher, page):
    client.force_login(publisher)

    post(client, page, form_of(client, page, title_en="Sings", _minor="on"))

    page.refresh_from_db()
    row = TranslationState.objects.of(page).get(language="es")
    assert (row.state, row.english_digest) == (State.REVIEWED, english_digest(page))
    assert row.english_texts["title"] == "Signs"


def test_minor_edit_does_not_make_an_outdated_translation_right(client, publisher, page):
    client.force_login(publisher)
    post(client, page, form_of(client, page, title_en="New signs"))

    post(client, page, form_of(client, page, title_en="New sings", _minor="on"))

    assert state_of(page, "es") == State.OUTDATED


@pytest.mark.parametrize("ticked, state", [(True, State.REVIEWED), (False, State.OUTDATED)])
def test_draft_remembers_the_tick_until_it_is_published(client, publisher, page, ticked, state):
    client.force_login(publisher)
    tick = {"_minor": "on"} if ticked else {}
    post(client, page, form_of(client, page, title_en="Sings", **tick), _submit="1")
    assert state_of(page, "es") == State.REVIEWED

    client.post(reverse("admin:awareness_page_review", args=[page.pk]), {"verb": "publish"})

    assert Page.objects.get(pk=page.pk).title_en == "Sings"
    assert state_of(page, "es") == state


def test_line_ends_of_a_browser_are_no_change_of_the_english(page):
    block = page.blocks.get()
    block.body_en = "One\n\nTwo"
    block.save()
    before = english_digest(page)
    block.body_en = "One\r\n\r\nTwo"
    block.save()

    assert english_digest(Page.objects.get(pk=page.pk)) == before


# --- The list ----------------------------------------------------------------------


def test_list_begins_with_what_readers_come_by_first(client):
    client.force_login(translator("ar"))

    page = client.get(reverse("admin:translate-list", args=["ar"]) + "?state=all").context["page"]

    home, help_page, happening = (
        Page.objects.get(path=path) for path in ("", "get-help", "is-this-happening-to-me")
    )
    tasks = [(task.label, task.pk) for task in page.object_list]
    assert tasks[:3] == [("awareness.page", p.pk) for p in (home, help_page, happening)]
    lines = Hotline.objects.count()
    assert {label for label, _pk in tasks[3 : 3 + lines]} == {"hotlines.hotline"}


def test_list_shows_what_is_missing_and_not_what_is_reviewed(client, page):
    other = make_page(title_en="Untranslated")
    client.force_login(translator("es"))

    titles = {task.title for task in worklist.chosen(worklist.tasks("es"), state="open", kind="")}

    assert str(other) in titles
    assert str(page) not in titles


def test_list_asks_as_often_for_one_object_as_for_many(client, django_assert_num_queries):
    client.force_login(translator("es"))
    worklist.tasks("es")
    with django_assert_num_queries(12):
        worklist.tasks("es")
    for _n in range(3):
        make_page()
        make_resource()

    with django_assert_num_queries(12):
        worklist.tasks("es")


# --- Whose language ----------------------------------------------------------------


def test_translator_opens_and_changes_no_other_language(client, page):
    client.force_login(translator("es"))
    data = sent(client, page, "es")

    answers = [
        client.get(reverse("admin:translate-list", args=["ar"])),
        client.get(work_url(page, "ar")),
        client.get(work_url(page, "ar", "preview")),
        client.post(work_url(page, "ar"), data | {"title": "عنوان", "_save": "1"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert client.get(work_url(page, "es")).status_code == 200


def test_fields_of_other_languages_are_not_stored(client, page):
    client.force_login(translator("ar"))
    data = sent(client, page, "ar", title="علامات", title_en="Hacked", title_es="Malo", _save="1")

    assert client.post(work_url(page, "ar"), data).status_code == 302

    fields = draft_of(page).snapshot["fields"]
    assert (fields["title_ar"], fields["title_en"], fields["title_es"]) == (
        "علامات",
        "Signs",
        "Señales",
    )


def test_somebody_without_a_language_is_sent_away(client, page):
    user = User.objects.create_user("edda", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_page"))
    client.force_login(user)

    assert client.get(reverse("admin:translate")).status_code == 403
    assert client.get(work_url(page, "es")).status_code == 403


def test_translator_who_does_not_review_cannot_vouch(client, page):
    client.force_login(translator("es"))
    data = sent(client, page, "es", title="Señas")
    shown = client.get(work_url(page, "es"))

    assert client.post(work_url(page, "es"), data | {"_reviewed": "1"}).status_code == 403
    assert b"Save as reviewed" not in shown.content
    assert draft_of(page) is None


# --- Saving ------------------------------------------------------------------------


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


# --- What readers get ----------------------------------------------------------------


@pytest.mark.parametrize(
    "choice, shown, missing",
    [
        ("show", "Señales", "Signs"),
        ("english", "Signs", "Señales"),
    ],
)
def test_outdated_translation_gives_way_where_the_setting_says_so(
    client, settings, page, choice, shown, missing
):
    settings.TRANSLATION_OUTDATED = {"es": choice, "*": "show"}
    mark(page, "es", State.OUTDATED)

    html = client.get(f"/es/{page.path}/").content.decode()

    heading = html.partition("<h1")[2].partition("</h1>")[0]
    assert shown in heading
    assert missing not in heading
    assert ('<link rel="alternate" hreflang="es"' in html) == (choice == "show")
    assert ("Llame" in html.partition("<main")[2]) == (choice == "show")


def test_setting_costs_no_query_of_its_own(client, settings, page, django_assert_num_queries):
    mark(page, "es", State.OUTDATED)
    pages = Page.objects.in_language("es").with_blocks().filter(pk=page.pk)
    settings.TRANSLATION_OUTDATED = {"*": "english"}

    with django_assert_num_queries(2):
        found = Page.objects.in_language("es").with_blocks().get(pk=page.pk)
        assert found.reads_english_es
        assert [block.page.reads_english_es for block in found.blocks.all()] == [True]
    assert not hasattr(pages.get(), "reads_english_es")
