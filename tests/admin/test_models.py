"""The staff's site and its models: who gets in, and that each list and form answers."""

import pytest
from django.apps import apps
from django.contrib import admin

from awareness.models import Redirect
from bluecampaign.publishing.models import Status
from tests.admin.screens import form_on, save, url, url_of
from tests.makers import make_hotline, make_page, make_picture, make_staff

pytestmark = pytest.mark.django_db

MODELS = [
    *("awareness.audience", "awareness.componentprofile", "awareness.indicator"),
    *("awareness.observance", "awareness.page", "awareness.redirect", "awareness.term"),
    *("hotlines.hotline", "media.picture"),
    *("resources.postingduty", "resources.resource", "resources.topic"),
]
READ_ONLY = ["resources.downloadcount", "resources.printedrevision"]
TRANSLATED = [name for name in MODELS if name != "awareness.redirect"]


def first_of(model: str):
    if model == "media.picture":
        return make_picture()
    if model == "awareness.redirect":
        return Redirect.objects.create(old_path="/a/", new_path="/b/")
    return apps.get_model(model).objects.first()


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
