"""What staff see of a text before readers do."""

import pytest

from bluecampaign.publishing.models import Status
from tests.admin.screens import url_of
from tests.makers import make_hotline, make_page, make_profile, make_resource

pytestmark = pytest.mark.django_db


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


def test_markdown_preview_shows_the_text_as_readers_see_it(staff):
    response = staff.post(
        "/admin/markdown-preview/", {"text": "[a](/about/) <b>", "lang": "zh-Hans"}
    )

    assert response.json() == {
        "html": '<p><a href="/zh-hans/about/">a</a> </p>\n',
        "complaints": ["HTML is not allowed and was left out: <b>"],
    }
    assert staff.get("/admin/markdown-preview/").status_code == 405
