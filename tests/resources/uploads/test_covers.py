"""What readers find of an upload: its words, its cover, and one made later."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from bluecampaign.media.models import Picture
from bluecampaign.search import index
from bluecampaign.search.models import SearchDocument
from resources.models import Edition, Resource
from tests.makers import make_edition, make_picture, make_resource
from tests.media.corpus import picture
from tests.media.sent import printed
from tests.resources.uploads.sending import said, upload, upload_to

pytestmark = pytest.mark.django_db


# --- Found, and shown --------------------------------------------------------------


def attached(item) -> dict[str, str]:
    found = SearchDocument.objects.filter(object_id=item.pk, kind="resource")
    return {document.language: document.attached for document in found}


def test_words_of_a_file_are_found_in_its_language_alone():
    item = make_resource(languages=[], title_es="Tarjeta", title_zh_hans="卡", title_ar="بطاقة")
    for tag, text in [
        ("es", "letra"),
        ("zh-CN", "字"),
        ("und", "unnamed"),
        ("en", "letter"),
        ("so", "warqad"),
        ("zxx", "sign"),
    ]:
        make_edition(item, language=tag, text=text)

    index.update(item)

    assert attached(item) == {"en": "letter unnamed sign", "es": "letra", "zh-hans": "字", "ar": ""}


def test_card_shows_the_cover_of_the_language_that_is_read(client):
    item = make_resource(languages=[], title_es="Tarjeta")
    for tag in ("so", "en", "es"):
        make_edition(
            item, language=tag, cover=f"editions/{tag}-640.jpg", cover_width=640, cover_height=800
        )

    def cover(path: str) -> set[str]:
        page = said(client.get(path))
        return {tag for tag in ("so", "en", "es") if f"/files/editions/{tag}-640.jpg" in page}

    assert cover(item.get_absolute_url()) == {"en"}
    assert cover(f"/es{item.get_absolute_url()}") == {"es"}
    assert cover(f"/ar{item.get_absolute_url()}") == {"en"}


def test_page_of_an_item_without_a_cover_shows_none(client):
    item = make_resource()

    assert "<picture" not in said(client.get(item.get_absolute_url()))


def test_list_does_not_load_the_words_of_files(django_assert_num_queries):
    item = make_resource(languages=[])
    make_edition(item, text="long" * 1000)

    [found] = Resource.objects.filter(pk=item.pk).for_cards("en")

    with django_assert_num_queries(0):
        [edition] = found.editions.all()
    assert "text" in edition.get_deferred_fields()


# --- What is missing ---------------------------------------------------------------


def bare_picture() -> Picture:
    name = default_storage.save("pictures/old.png", upload(picture(size=(900, 300))))
    return make_picture(file=name, width=900, height=300)


def test_make_covers_makes_what_is_missing_and_then_nothing(client, item, publisher, capsys):
    upload_to(client, item, printed("Words"))
    Edition.objects.update(cover="", cover_width=0, text="")
    old = bare_picture()

    call_command("make_covers", "--dry-run")
    dry = capsys.readouterr().out
    assert not Edition.objects.exclude(cover="").exists()

    call_command("make_covers")
    made = capsys.readouterr().out
    call_command("make_covers")

    edition, old = item.editions.get(), Picture.objects.get(pk=old.pk)
    assert (edition.cover_width, edition.text) == (640, "Words")
    assert default_storage.exists(edition.cover)
    assert (old.rendition, old.shown.width) == ("pictures/old-900.jpg", 900)
    assert f"1/2 missing: {edition.file.name}" in dry
    assert "2/2 made: pictures/old.png" in made
    assert capsys.readouterr().out == "Nothing is missing.\n"


def test_make_covers_goes_on_after_a_lost_file_and_says_so(capsys):
    lost = make_picture(file="pictures/lost.png")
    bare_picture()

    with pytest.raises(CommandError, match=r"pictures/lost\.png: The file is not in the storage"):
        call_command("make_covers", verbosity=0)

    assert capsys.readouterr().out == ""
    assert list(Picture.objects.filter(rendition="")) == [lost]
