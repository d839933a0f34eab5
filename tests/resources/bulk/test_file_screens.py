"""Many files at once: told first, stored together or not at all."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bluecampaign.publishing.versions import Version, draft_of
from bluecampaign.roles import EDITOR
from resources.bulk.office import forms
from resources.models import FormerFile
from tests.makers import make_edition, make_resource
from tests.office.forms import make_member
from tests.resources.bulk.files import HOSTILE, OTHER, PNG, stored

pytestmark = pytest.mark.django_db


def upload(client, **files: bytes):
    """Each name with its first two underscores as the signs a keyword cannot hold."""
    sent = [SimpleUploadedFile(name, data) for name, data in files.items()]
    return client.post(reverse("admin:resources_resource_files"), {"files": sent})


def look(client, **said):
    address = reverse("admin:resources_resource_files_look")
    return client.post(address, said, follow=True) if said else client.get(address)


def rows(response) -> list[tuple]:
    return [
        (one.kept.name, one.fate.value, one.kept.named.language, one.edition and one.edition.pk)
        for one, _form in response.context["rows"]
    ]


def fields_of(response) -> dict:
    """What a browser would send back."""
    data = {}
    for _one, form in response.context["rows"]:
        for bound in form or ():
            if bound.value() not in (None, False):
                data[bound.html_name] = bound.value()
    return data


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_files_are_told_and_then_stored_together(client, publisher, item):
    english, spanish = item.editions.order_by("language")
    other = make_resource(code="T-043", languages=[])
    files = {"T-042_en.png": PNG, "T-042_es.png": OTHER, "t043-fr-letter.png": PNG}

    response = upload(client, **files)
    shown = look(client)

    assert response.status_code == 302
    assert rows(shown) == [
        ("T-042_en.png", "fills", "en", english.pk),
        ("T-042_es.png", "fills", "es", spanish.pk),
        ("t043-fr-letter.png", "new", "fr", None),
    ]
    assert stored("editions") == []
    said = look(client, store="1", **fields_of(shown))

    assert messages(said) == ["3 files were stored."]
    assert all(edition.file and edition.cover and edition.sha256 for edition in item.editions.all())
    added = other.editions.get()
    assert (added.language, added.print_size, added.format) == ("fr", "letter", "image")
    assert added.file.name.startswith("editions/t-043-fr-")
    assert stored("waiting") == []
    assert [v.comment for v in Version.objects.of(item)[:1]] == [
        "Uploaded together with others: T-042_en.png, T-042_es.png"
    ]


def test_replaced_file_leads_to_its_successor(client, publisher, item):
    upload(client, **{"T-042_en.png": PNG})
    look(client, store="1", **fields_of(look(client)))
    before = item.editions.get(language="en").file

    upload(client, **{"T-042_en.png": OTHER, "T-042_es.png": PNG})
    shown = look(client)
    assert [row[1] for row in rows(shown)] == ["replaces", "fills"]
    look(client, store="1", **fields_of(shown))

    now = item.editions.get(language="en").file
    assert FormerFile.objects.filter(name=before.name).exists()
    assert client.get(before.url).headers["Location"] == now.url
    upload(client, **{"T-042_en.png": OTHER})
    assert rows(look(client))[0][1] == "same"


def test_refused_file_is_thrown_away_and_the_others_go_on(client, publisher, item):
    upload(client, **{"T-042_en.png": HOSTILE, "T-042_es.png": PNG, "T-042_ko.png": b""})

    shown = look(client)

    assert [row[1] for row in rows(shown)] == ["refused", "fills", "refused"]
    page = shown.content.decode()
    assert "This is no PDF, JPEG, PNG or WebP, whatever its name says." in page
    assert "This file is empty." in page
    assert len(stored("waiting")) == 1
    look(client, store="1", **fields_of(shown))
    assert [e.language for e in item.editions.exclude(file="")] == ["es"]


def test_unmatched_file_is_assigned_by_hand(client, publisher, item):
    upload(client, **{"poster.png": PNG})
    shown = look(client)
    assert rows(shown) == [("poster.png", "unmatched", "", None)]
    said = {"file-0-code": "t-042", "file-0-language": "PT_br", "file-0-size": "A3"}

    again = look(client, store="1", **said)

    assert rows(again) == [("poster.png", "new", "pt-BR", None)]
    assert stored("editions") == []
    look(client, store="1", **fields_of(again))
    assert item.editions.get(language="pt-BR").print_size == "A3"


def test_file_that_is_left_out_is_not_stored(client, publisher, item):
    upload(client, **{"T-042_en.png": PNG, "T-042_es.png": PNG})
    said = fields_of(look(client)) | {"file-0-is_out": "on"}
    shown = look(client, look="1", **said)
    assert [row[1] for row in rows(shown)] == ["out", "fills"]

    look(client, store="1", **fields_of(shown))

    assert [e.language for e in item.editions.exclude(file="")] == ["es"]
    assert stored("waiting") == []


def test_two_files_for_one_edition_are_not_guessed_at(client, publisher, item):
    upload(client, **{"T-042_en.png": PNG, "t042-en.png": OTHER})

    shown = look(client)

    assert [row[1] for row in rows(shown)] == ["fills", "unmatched"]
    assert "T-042_en.png is for the same edition." in shown.content.decode()


def test_editor_gets_a_draft_beside_what_is_live(client, item):
    editor = make_member(EDITOR)
    client.force_login(editor)
    upload(client, **{"T-042_en.png": PNG, "T-042_ko_A4.png": PNG})
    shown = look(client)
    assert "It goes into a draft that waits for review." in shown.content.decode()

    said = look(client, store="1", **fields_of(shown))

    assert messages(said) == ["2 files stand in drafts that wait for review."]
    assert not item.editions.exclude(file="").exists()
    parts = draft_of(item).snapshot["parts"]["editions"]
    files = {part["fields"]["language"]: part["fields"]["file"] for part in parts}
    assert files["en"].startswith("editions/t-042-en-")
    assert files["ko"].startswith("editions/t-042-ko-")
    assert default_storage.exists(files["ko"])


def test_what_changed_since_the_preview_is_left_alone(client, publisher, item):
    upload(client, **{"T-042_en.png": PNG, "T-042_es.png": PNG})
    said = fields_of(look(client))
    item.editions.filter(language="en").update(file="editions/theirs.png")

    response = look(client, store="1", **said)

    assert item.editions.get(language="en").file == "editions/theirs.png"
    assert item.editions.get(language="es").file
    assert "T-042_en.png: It changed while you were looking." in messages(response)


def test_when_one_item_refuses_nothing_is_stored(client, publisher, item):
    broken = make_resource(code="T-044", languages=["en"])
    upload(client, **{"T-042_en.png": PNG, "T-044_en.png": OTHER})
    shown = look(client)
    type(broken).objects.filter(pk=broken.pk).update(summary_en="Short.")

    said = look(client, store="1", **fields_of(shown))

    assert "T-044: summary_en: The English summary has 6 signs." in " ".join(messages(said))
    assert stored("editions") == []
    assert not item.editions.exclude(file="").exists()
    assert len(stored("waiting")) == 2


def test_files_that_are_put_away_or_replaced_leave_nothing(client, publisher, item):
    upload(client, **{"T-042_en.png": PNG})
    upload(client, **{"T-042_es.png": PNG})
    assert len(stored("waiting")) == 1

    look(client, cancel="1")

    assert stored("") == []
    assert "too old" in messages(look(client, store="1"))[0]


def test_too_many_files_or_none_are_refused(client, publisher, monkeypatch):
    monkeypatch.setattr(forms, "MOST_FILES", 1)

    many = upload(client, **{"a.png": PNG, "b.png": PNG})
    none = client.post(reverse("admin:resources_resource_files"))

    assert (many.status_code, none.status_code) == (400, 400)
    assert "These are 2 files. Upload 1 at a time." in many.content.decode()
    assert "This field is required." in none.content.decode()
    assert stored("") == []


def test_edition_elsewhere_becomes_a_file(client, publisher, item):
    make_edition(item, language="fr", url="https://a.gov/fr", print_size="")
    upload(client, **{"T-042_fr.png": PNG})
    shown = look(client)
    assert rows(shown)[0][1] == "replaces"

    look(client, store="1", **fields_of(shown))

    edition = item.editions.get(language="fr")
    assert (bool(edition.file), edition.url) == (True, "")
