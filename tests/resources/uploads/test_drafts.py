"""Uploads of a draft: the live page waits, and versions keep their words."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from bluecampaign.publishing import drafts
from bluecampaign.publishing.difference import changes
from bluecampaign.publishing.versions import Version, draft_of
from resources.models import Edition, Resource
from tests.media.sent import printed
from tests.resources.uploads.sending import said, stored, upload_to

pytestmark = pytest.mark.django_db


def test_draft_with_a_file_is_previewed_published_and_the_live_page_waits(client, item, publisher):
    upload_to(client, item, printed("Draft words"), button="_draft")

    draft = draft_of(item)
    [part] = draft.snapshot["parts"]["editions"]
    name = part["fields"]["file"]
    assert item.editions.get().file.name == ""
    assert default_storage.exists(name)
    preview = said(client.get(reverse("admin:resources_resource_preview", args=[item.pk])))
    assert f"{name.removesuffix('.pdf')}-320.webp" in preview
    assert name.removesuffix(".pdf") not in said(client.get(item.get_absolute_url()))
    assert client.get(default_storage.url(name)).status_code == 200

    drafts.publish(item, draft, by=publisher, moved=lambda before, after: None)

    edition = item.editions.get()
    assert (edition.file.name, edition.text) == (name, "Draft words")
    assert f"{name.removesuffix('.pdf')}-320.webp" in said(client.get(item.get_absolute_url()))


def test_discarded_draft_leaves_its_file_where_a_search_for_orphans_finds_it(
    client, item, publisher
):
    upload_to(client, item, printed("Draft words"), button="_draft")
    [part] = draft_of(item).snapshot["parts"]["editions"]

    client.post(reverse("admin:resources_resource_review", args=[item.pk]), {"verb": "discard"})

    assert draft_of(item) is None
    assert part["fields"]["file"] in stored()
    assert not Edition.objects.exclude(file="").exists()


def test_refused_draft_leaves_no_file(client, item, publisher):
    response = upload_to(client, item, printed("Words"), button="_draft", title_en="")

    assert response.status_code == 200
    assert draft_of(item) is None
    assert stored() == []


def test_version_keeps_the_words_of_a_file_and_the_comparison_leaves_them_out(
    client, item, publisher
):
    upload_to(client, item, printed("First words"))
    upload_to(client, item, printed("Second words"))
    second, first = Version.objects.of(item).order_by("-pk")[:2]

    told = {change.field for change in changes(Resource, first.snapshot, second.snapshot)}

    assert second.snapshot["parts"]["editions"][0]["fields"]["text"] == "Second words"
    assert "file" in told
    assert not told & {"text", "sha256", "cover", "bytes", "shortcomings"}
