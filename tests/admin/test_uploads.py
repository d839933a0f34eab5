"""Files that staff upload are stored anew, under discreet names, or refused."""

import io

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from bluecampaign.media.admin import Rule
from bluecampaign.media.models import Picture
from tests.admin.screens import form_on, save, url, url_of
from tests.makers import make_resource

pytestmark = pytest.mark.django_db


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
