"""Translators at their work, in their language and in no other."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answers import bodies, readers_see
from tests.browser.chromium import Readers
from tests.browser.staffing import Team, open_form, press, publish_draft, said

pytestmark = pytest.mark.browser
MACHINE = "لم يراجعها أي شخص"


def test_arabic_is_translated_reviewed_and_published(team: Team, people: Readers):
    title = "خرافات وحقائق"
    before = bodies(people, "/ar/myths/")
    assert MACHINE in before[0].decode()
    translator, reviewer, publisher = team("translator"), team("reviewer"), team("publisher")
    translator.goto("/admin/")
    ways = translator.get_by_role("navigation", name="Translations")
    ways.get_by_role("link", name="Translate into Arabic").click()
    kinds = translator.get_by_role("navigation", name="Kind")
    kinds.get_by_role("link", name="Pages", exact=True).click()
    translator.get_by_role("link", name=re.compile("^Myths and truths")).click()
    row = translator.locator(".work-row").first
    english, arabic = row.locator(".work-text").first, row.locator("textarea")
    expect(english).to_have_text("Myths and truths")
    expect(arabic).to_have_attribute("lang", "ar")
    expect(arabic).to_have_css("direction", "rtl")
    assert english.bounding_box()["x"] < arabic.bounding_box()["x"]
    arabic.fill(title)
    here = translator.url
    press(translator, "Save and next")
    expect(said(translator)).to_contain_text(["is kept in a draft"])
    assert translator.url != here
    expect(translator.locator(".work-row")).not_to_have_count(0)
    assert bodies(people, "/ar/myths/") == before

    reviewer.goto(here)
    expect(reviewer.locator(".work-row textarea").first).to_have_value(title)
    press(reviewer, "Save as reviewed")
    expect(said(reviewer)).to_contain_text(["is kept in a draft"])
    assert bodies(people, "/ar/myths/") == before

    publish_draft(publisher, "Myths")
    expect(readers_see(people, "/ar/myths/", title)).to_be_visible()
    assert MACHINE not in bodies(people, "/ar/myths/")[0].decode()
    assert MACHINE in bodies(people, "/ar/about/")[0].decode()


def test_translator_of_arabic_has_no_other_language(team: Team):
    translator = team("translator")
    path = open_form(translator, "awareness/page", "Get help")
    pk = path.split("/")[-3]

    translator.goto(f"{path}?language=es")

    expect(translator.locator(".form-languages a")).to_have_text([re.compile("^Arabic")])
    expect(translator.locator("#id_title_ar")).to_be_editable()
    expect(translator.locator("#id_title_es, #id_title_en, #id_slug")).to_have_count(0)
    refused = {
        address: translator.request.get(address).status
        for address in (
            "/admin/translate/es/",
            f"/admin/translate/es/awareness.page/{pk}/",
            f"/admin/translate/es/awareness.page/{pk}/preview/",
            "/admin/awareness/page/add/",
            f"/admin/awareness/page/{pk}/delete/",
            "/admin/auth/user/",
        )
    }
    assert refused == dict.fromkeys(refused, 403)
    translator.goto("/admin/exchange/")
    own = translator.get_by_label("Language").locator("option")
    expect(own).to_have_text(["Arabic"])
    translator.goto("/admin/translation-board/")
    for link in translator.locator(".board a").all():
        assert link.get_attribute("href").startswith("/admin/translate/ar/")
