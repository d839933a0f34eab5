import io
from collections import defaultdict

import lxml.html
import pikepdf
import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from awareness.models import Page, Redirect
from bluecampaign.media.admin import Rule
from bluecampaign.media.models import Picture
from bluecampaign.publishing.models import Status
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.models import TranslationState, english_digest
from hotlines.models import Hotline
from resources.models import Resource
from tests.makers import (
    make_block,
    make_channel,
    make_hotline,
    make_observance,
    make_page,
    make_picture,
    make_profile,
    make_resource,
    make_staff,
    make_topic,
)

pytestmark = pytest.mark.django_db
MODELS = [
    *("awareness.audience", "awareness.componentprofile", "awareness.indicator"),
    *("awareness.observance", "awareness.page", "awareness.redirect", "awareness.term"),
    *("hotlines.hotline", "media.picture"),
    *("resources.postingduty", "resources.resource", "resources.topic"),
]
READ_ONLY = ["resources.downloadcount", "resources.printedrevision"]
TRANSLATED = [name for name in MODELS if name != "awareness.redirect"]


@pytest.fixture
def staff(client):
    """A client who is signed in; `staff.user` is who."""
    client.user = make_staff()
    client.force_login(client.user)
    return client


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def url(model, what: str, *args) -> str:
    opts = (apps.get_model(model) if isinstance(model, str) else model)._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{what}", args=args)


def url_of(obj, what: str = "change") -> str:
    return url(type(obj), what, obj.pk)


def first_of(model: str):
    if model == "media.picture":
        return make_picture()
    if model == "awareness.redirect":
        return Redirect.objects.create(old_path="/a/", new_path="/b/")
    return apps.get_model(model).objects.first()


def form_on(client, address: str) -> lxml.html.FormElement:
    tree = lxml.html.document_fromstring(client.get(address).content.decode())
    return next(form for form in tree.forms if (form.get("id") or "").endswith("_form"))


def save(client, address: str, **changes):
    """Fill in the form at an address as its page shows it, with some changes."""
    data = defaultdict(list)
    for name, value in form_on(client, address).form_values():
        data[name].append(value)
    named = {name.replace("__", "-"): value for name, value in changes.items()}
    response = client.post(address, {**data, **named, "_save": "Save"})
    if response.status_code != 302:
        pytest.fail(str(response.context["errors"]))
    return response


def said(client, response) -> list[str]:
    page = client.get(response.headers["Location"])
    return [str(message) for message in page.context["messages"]]


def pdf(change=None) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_script(made) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "navy").save(out, format="PNG")
    return out.getvalue()


def test_office_knows_every_model():
    ours = {"awareness", "hotlines", "media", "resources"}

    found = {model._meta.label_lower for model in admin.site._registry}

    assert sorted(name for name in found if name.split(".")[0] in ours) == sorted(
        [*MODELS, *READ_ONLY]
    )


def test_office_lists_the_apps_in_the_order_of_the_work(staff):
    found = [app["app_label"] for app in staff.get("/admin/").context["app_list"]]

    assert found == ["hotlines", "awareness", "resources", "media", "links", "auth", "signin"]


@pytest.mark.parametrize(
    "path", ["", "awareness/page/", "resources/resource/add/", "markdown-preview/"]
)
def test_anonymous_is_led_to_the_sign_in(client, path):
    response = client.get(f"/admin/{path}")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/admin/login/?next=/admin/{path}"


def test_reader_with_an_account_who_is_no_staff_sees_nothing(client):
    client.force_login(make_staff(is_staff=False, is_superuser=False))

    assert client.get("/admin/awareness/page/").status_code == 302


def test_staff_without_a_right_is_refused(client):
    client.force_login(make_staff(is_superuser=False))

    assert client.get("/admin/awareness/page/").status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_list_search_and_forms_answer(staff, model):
    obj = first_of(model)

    answers = {
        "list": staff.get(url(model, "changelist")),
        "search": staff.get(url(model, "changelist") + "?q=nothing-is-called-this"),
        "add": staff.get(url(model, "add")),
        "change": staff.get(url_of(obj)),
        "history": staff.get(url_of(obj, "history")),
        "delete": staff.get(url_of(obj, "delete")),
    }

    assert {name: each.status_code for name, each in answers.items()} == dict.fromkeys(answers, 200)
    assert obj in answers["list"].context["cl"].queryset
    assert list(answers["search"].context["cl"].queryset) == []
    assert all("no-store" in each.headers["Cache-Control"] for each in answers.values())


@pytest.mark.parametrize("model", TRANSLATED)
def test_form_in_arabic_is_written_from_right_to_left(staff, model):
    form = form_on(staff, url_of(first_of(model)) + "?language=ar")

    fields = {
        field.get("name"): (field.get("lang"), field.get("dir"))
        for field in form.xpath(".//*[@dir]")
        if field.get("name")
    }
    arabic = {name: value for name, value in fields.items() if name.endswith("_ar")}
    english = {name: value for name, value in fields.items() if name.endswith("_en")}
    assert set(arabic.values()) == {("ar", "rtl")}
    assert set(english.values()) == {("en", "ltr")}
    assert len(fields) == len(arabic) + len(english)


@pytest.mark.parametrize("model", TRANSLATED)
def test_form_shows_no_other_language(staff, model):
    names = list(form_on(staff, url_of(first_of(model)) + "?language=es").fields)

    assert any(name.endswith("_es") for name in names)
    assert not any(name.endswith(("_fr", "_zh_hans", "_ar")) for name in names)


@pytest.mark.parametrize("model", MODELS)
def test_saving_a_form_as_it_is_changes_nothing(staff, model):
    obj = first_of(model)
    before = type(obj)._base_manager.filter(pk=obj.pk).values().get()

    save(staff, url_of(obj) + ("" if model == "awareness.redirect" else "?language=es"))

    after = type(obj)._base_manager.filter(pk=obj.pk).values().get()
    changed = {name for name in before if (before[name] or "") != (after[name] or "")}
    assert changed == set()


def test_saving_spanish_does_not_touch_other_languages(staff):
    page = make_page(slug="told", title_en="One", title_es="Uno", title_fr="Un", title_ar="واحد")
    make_block(page, key="a", body_en="Words", body_fr="Des mots")

    save(staff, url_of(page) + "?language=es", title_es="Primero", blocks__0__body_es="Palabras")

    page.refresh_from_db()
    block = page.blocks.get()
    assert (page.title_en, page.title_es, page.title_fr) == ("One", "Primero", "Un")
    assert page.title_ar == "واحد"
    assert (block.body_en, block.body_es, block.body_fr) == ("Words", "Palabras", "Des mots")
    assert TranslationState.objects.by_language(page) == {
        "es": "machine",
        "fr": "machine",
        "ar": "machine",
    }


def test_new_translation_is_in_review_and_changed_english_makes_it_outdated(staff):
    page = make_page(title_en="One", title_fr="Un")
    TranslationState.objects.of(page).update(state="reviewed", english_digest=english_digest(page))

    save(staff, url_of(page) + "?language=es", title_es="Uno", title_en="Number one")

    states = TranslationState.objects.of(page)
    assert TranslationState.objects.by_language(page) == {"es": "in_review", "fr": "outdated"}
    assert {row.changed_by for row in states} == {staff.user}


@pytest.mark.parametrize("make", [make_page, make_profile, make_resource, make_hotline])
def test_translation_can_be_marked_as_reviewed(staff, make):
    text = "name_es" if make is make_hotline else "title_es"
    obj = make(**{text: "Uno"})
    prefix = "translation-translationstate-content_type-object_id"

    save(staff, url_of(obj), **{f"{prefix}-0-state": "reviewed"})

    row = TranslationState.objects.of(obj).get()
    assert (row.state, row.changed_by) == ("reviewed", staff.user)
    assert row.english_digest == english_digest(obj)


def test_page_is_made_with_its_blocks(staff):
    save(
        staff,
        url("awareness.page", "add"),
        slug="made",
        status="live",
        title_en="Made by staff",
        summary_en="What this page is about.",
        blocks__TOTAL_FORMS="1",
        blocks__0__key="first",
        blocks__0__kind="text",
        blocks__0__order="10",
        blocks__0__heading_en="Zebras",
        blocks__0__body_en="Zebra words.",
    )

    page = Page.objects.get(path="made")
    assert [block.key for block in page.blocks.all()] == ["first"]
    assert SearchDocument.objects.filter(body__icontains="zebra words").get().path == "/made/"


def test_new_slug_leaves_a_redirect_for_the_page_and_those_below(staff, client):
    top = make_page(slug="old", title_en="Top page")
    make_page(slug="leaf", parent=top)

    save(staff, url_of(top), slug="new")

    assert client.get("/es/old/").headers["Location"] == "/es/new/"
    assert client.get("/old/leaf/").headers["Location"] == "/new/leaf/"
    assert client.get("/new/leaf/").status_code == 200
    assert SearchDocument.objects.get(title="Top page").path == "/new/"


def test_new_slug_of_an_item_leaves_a_redirect(staff, client):
    item = make_resource(slug="old")

    save(staff, url_of(item), slug="new")

    assert client.get("/resources/old/").headers["Location"] == "/resources/new/"
    assert client.get("/resources/new/").status_code == 200


def test_text_that_is_left_out_is_told_of(staff):
    page = make_page(status=Status.DRAFT)
    make_block(page)

    response = save(
        staff,
        url_of(page),
        blocks__0__body_en="<b>Bold</b> and [a link](http://a.example/)",
    )

    told = said(staff, response)
    assert [words for words in told if "left out" in words] == [
        "Text (English): HTML is not allowed and was left out: <b>",
        "Text (English): HTML is not allowed and was left out: </b>",
        "Text (English): This link is not https and was left out: http://a.example/",
    ]


def test_text_that_is_fine_is_not_told_of(staff):
    page = make_page(
        summary_en="A summary that says, in seventy signs or more, what this page tells you."
    )
    make_block(page)

    response = save(staff, url_of(page), blocks__0__body_en="**Bold** [about us](/about/)")

    assert len(said(staff, response)) == 1


def test_editing_updates_the_search(staff):
    item = make_resource(title_en="Horse")

    save(staff, url_of(item), title_en="Zebra")
    found = SearchDocument.objects.filter(title__icontains="zebra").count()
    save(staff, url_of(item), status="draft")

    assert found == 1
    assert not SearchDocument.objects.filter(title__in=["Horse", "Zebra"]).exists()


def test_editing_a_number_updates_the_search_and_the_page(staff, client):
    line = make_hotline(slug="sos", name_en="SOS")
    make_channel(line)

    save(
        staff,
        url_of(line),
        channels__0__number="+18004321000",
        channels__0__display="1-800-432-1000",
    )
    # The number of a line on the site is a draft until a second person approves it.
    staff.force_login(make_staff())
    review = url_of(line, "review")
    [change] = staff.get(review).context["number_changes"]
    checked = {"checked": change.token, "how_checked": "Called it."}
    staff.post(review, {"verb": "publish", **checked})

    document = SearchDocument.objects.get(title="SOS")
    assert "1-800-432-1000" in document.body
    assert "1-888-373-7888" not in document.body
    assert "tel:+18004321000" in client.get("/hotlines/").content.decode()


def test_wrong_number_is_refused_in_a_sentence(staff):
    line = make_hotline()
    make_channel(line)
    address = url_of(line)
    data = dict(form_on(staff, address).form_values())

    response = staff.post(address, {**data, "channels-0-number": "+10003737888"})

    assert response.status_code == 200
    assert "No telephone has this number. Check every digit." in response.content.decode()
    assert line.channels.get().number == "+18883737888"


@pytest.mark.parametrize(
    ("action", "before", "after", "found"),
    [("publish", "draft", "live", 1), ("unpublish", "live", "draft", 0)],
)
def test_actions_publish_and_take_down(staff, action, before, after, found):
    page = make_page(title_en="Zebra page", status=before)
    other = make_page(title_en="Zebra other", status=Status.ARCHIVED)

    staff.post(
        url("awareness.page", "changelist"), {"action": action, "_selected_action": [page.pk]}
    )

    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.status, other.status) == (after, Status.ARCHIVED)
    assert SearchDocument.objects.filter(title="Zebra page").count() == found


@pytest.mark.parametrize("way", ["one", "many"])
def test_deleting_takes_it_out_of_the_search(staff, way):
    item = make_resource(title_en="Zebra")

    if way == "one":
        staff.post(url_of(item, "delete"), {"post": "yes"})
    else:
        data = {"action": "delete_selected", "_selected_action": [item.pk], "post": "yes"}
        staff.post(url("resources.resource", "changelist"), data)

    assert not Resource.objects.filter(pk=item.pk).exists()
    assert not SearchDocument.objects.filter(title="Zebra").exists()


@pytest.mark.parametrize("make", [make_page, make_profile, make_resource])
def test_preview_shows_a_draft_to_staff_alone(staff, make):
    draft = make(title_en="Secret draft", title_es="Borrador", status=Status.DRAFT)

    english = staff.get(url_of(draft, "preview"))
    spanish = staff.get(url_of(draft, "preview") + "?language=es")
    staff.logout()
    public = staff.get(url_of(draft, "preview"))

    assert "<h1>Secret draft</h1>" in english.content.decode()
    assert "<h1>Borrador</h1>" in spanish.content.decode()
    assert '<html lang="es"' in spanish.content.decode()
    for response in (english, spanish):
        assert "no-store" in response.headers["Cache-Control"]
    assert public.status_code == 302
    assert staff.get(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("pk", [0, 999_999, "x"])
def test_preview_of_nothing_is_not_found(staff, pk):
    assert staff.get(f"/admin/awareness/page/{pk}/preview/").status_code == 404


def test_preview_of_what_has_no_page_is_not_found(staff):
    assert staff.get(url_of(make_hotline(), "preview")).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "extension", "kind"),
    [
        ("My victims list.pdf", pdf(), "pdf", "pdf"),
        ("IMG_0001 home of A.png", png(), "png", "image"),
        ("wrong ending.exe", png(), "png", "image"),
    ],
)
def test_upload_is_stored_under_a_discreet_name(staff, name, data, extension, kind):
    item = make_resource(code="T-9")

    save(staff, url_of(item), editions__0__file=SimpleUploadedFile(name, data))

    edition = item.editions.get()
    assert edition.file.name == f"editions/t-9-en-{edition.sha256[:16]}.{extension}"
    assert (edition.format, edition.bytes) == (kind, edition.file.size)
    assert edition.pages == (1 if kind == "pdf" else None)
    assert edition.is_accessible is (False if kind == "pdf" else None)
    base = edition.file.name.removesuffix(f".{extension}")
    folders, files = default_storage.listdir("editions")
    assert folders == []
    assert [name for name in files if not f"editions/{name}".startswith(base)] == []


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", pdf(with_script), "It carries JavaScript. Save it without scripts."),
        ("a.png", b"only text", "This is no PDF, JPEG, PNG or WebP, whatever its name says."),
        ("a.pdf", b"%PDF-1.7 broken", "This PDF is damaged or cut short. Export it anew."),
    ],
)
def test_upload_that_is_refused_is_not_stored(staff, name, data, reason):
    item = make_resource()
    form = dict(form_on(staff, url_of(item)).form_values())
    form["editions-0-file"] = SimpleUploadedFile(name, data)

    response = staff.post(url_of(item), form)

    assert response.status_code == 200
    assert reason in response.content.decode()
    assert item.editions.get().file.name == ""
    assert not default_storage.exists("editions")


def test_picture_is_stored_anew_under_a_discreet_name(staff):
    save(
        staff,
        url("media.picture", "add"),
        file=SimpleUploadedFile("home of A.png", png() + b"tail"),
        name="A door",
        alt_en="A blue door",
        rules=Rule.values,
    )

    picture = Picture.objects.get()
    assert picture.file.name == f"pictures/{picture.digest[:16]}.png"
    assert (picture.width, picture.height) == (8, 6)
    assert not picture.file.read().endswith(b"tail")


def test_markdown_preview_shows_the_text_as_readers_see_it(staff):
    response = staff.post(
        "/admin/markdown-preview/", {"text": "[a](/about/) <b>", "lang": "zh-Hans"}
    )

    assert response.json() == {
        "html": '<p><a href="/zh-hans/about/">a</a> </p>\n',
        "complaints": ["HTML is not allowed and was left out: <b>"],
    }
    assert staff.get("/admin/markdown-preview/").status_code == 405


def test_form_without_the_secret_of_the_site_is_refused():
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(make_staff())
    topic = make_topic(name_en="Kept")

    response = client.post(url_of(topic), {"name_en": "Taken", "slug": "x", "order": 1})

    topic.refresh_from_db()
    assert response.status_code == 403
    assert topic.name_en == "Kept"


def test_list_of_hotlines_filters_those_never_verified(staff):
    checked = make_hotline(verified_on="2026-01-02")

    never = staff.get(url("hotlines.hotline", "changelist") + "?verified=never")
    once = staff.get(url("hotlines.hotline", "changelist") + "?verified=once")

    assert checked not in never.context["cl"].queryset
    assert checked in once.context["cl"].queryset


def test_list_filters_what_is_on_the_site(staff):
    shown, sketch = make_page(), make_page(status=Status.DRAFT)
    address = url("awareness.page", "changelist")

    yes = staff.get(f"{address}?live=yes").context["cl"].queryset
    no = staff.get(f"{address}?live=no").context["cl"].queryset

    assert (shown in yes, sketch in yes) == (True, False)
    assert (shown in no, sketch in no) == (False, True)


def test_going_on_editing_stays_in_the_language(staff):
    page = make_page(title_en="Page")
    address = url_of(page) + "?language=ar"
    data = dict(form_on(staff, address).form_values())

    response = staff.post(address, {**data, "title_ar": "صفحة", "_continue": "1"})

    assert response.headers["Location"].endswith("/change/?language=ar")


def test_day_that_is_none_is_refused(staff):
    day = make_observance(month=4, day=30)
    day.save()
    data = dict(form_on(staff, url_of(day)).form_values())

    response = staff.post(url_of(day), {**data, "day": "31"})

    assert "This month has no such day." in response.content.decode()


def test_hotline_keeps_its_needs_and_languages(staff):
    line = Hotline.objects.get(slug="national")
    needs = list(line.needs)
    languages = [way.languages for way in line.channels.all()]

    save(staff, url_of(line), source_url="https://humantraffickinghotline.org/en/contact")

    line = Hotline.objects.get(slug="national")
    assert line.needs == needs
    assert [way.languages for way in line.channels.all()] == languages
