"""The results of the link checker in the admin: read-only, with the way to mend each."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType

from awareness.models import Page
from bluecampaign.links.models import LinkCheck, Verdict
from tests.makers import make_block, make_page, make_profile, make_staff

pytestmark = pytest.mark.django_db
LIST = "/admin/links/linkcheck/"


@pytest.fixture
def staff(client):
    client.force_login(make_staff())
    return client


def row(obj, address: str, **fields) -> LinkCheck:
    given = {"field": "summary", "verdict": Verdict.WORKS, "language": "en"}
    kind = ContentType.objects.get_for_model(type(obj))
    return LinkCheck.objects.create(
        address=address, content_type=kind, object_id=obj.pk, **(given | fields)
    )


def test_list_leads_to_the_field_in_its_language(staff):
    page = make_page()
    make_block(page)
    block = make_block(page)
    row(page, "https://dead.example/", part=f"blocks:{block.pk}", field="body", language="es")

    shown = staff.get(LIST).content.decode()

    assert f"/admin/awareness/page/{page.pk}/change/?language=es#id_blocks-1-body_es" in shown
    form = staff.get(f"/admin/awareness/page/{page.pk}/change/?language=es").content.decode()
    assert 'id="id_blocks-1-body_es"' in form


def test_link_of_a_profile_leads_to_the_profile(staff):
    profile = make_profile()
    row(profile, profile.official_url, field="official_url", language="")

    shown = staff.get(LIST).content.decode()

    url = f"/admin/awareness/componentprofile/{profile.pk}/change/#id_official_url"
    assert url in shown


@pytest.mark.parametrize("verdict", [Verdict.DEAD, Verdict.REDIRECTED, Verdict.UNCHECKED])
def test_list_is_narrowed_by_the_result(staff, verdict):
    page = make_page()
    for number, each in enumerate(Verdict):
        row(page, f"https://{number}.example/", verdict=each)

    response = staff.get(LIST, {"verdict__exact": verdict})

    assert [r.verdict for r in response.context["cl"].result_list] == [verdict]


def test_results_cannot_be_changed(staff):
    found = row(make_page(), "https://there.example/")

    assert staff.get(f"{LIST}add/").status_code == 403
    assert staff.post(f"{LIST}{found.pk}/delete/", {"post": "yes"}).status_code == 403
    assert staff.post(f"{LIST}{found.pk}/change/", {"address": "x"}).status_code == 403
    assert LinkCheck.objects.get().address == "https://there.example/"


def test_link_of_something_deleted_is_shown_without_a_way(staff):
    page = make_page()
    row(page, "https://dead.example/")
    Page.objects.all().filter(pk=page.pk).delete()

    shown = staff.get(LIST).content.decode()

    assert "It was deleted meanwhile." in shown


def test_address_tells_the_other_site_nothing(staff):
    row(make_page(), "https://there.example/?a=1&b=2")

    shown = staff.get(LIST).content.decode()

    (link,) = re.findall(r"<a [^>]*there\.example[^>]*>", shown)
    assert 'rel="noopener noreferrer"' in link
    assert 'href="https://there.example/?a=1&amp;b=2"' in link
