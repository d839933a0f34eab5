"""Pictures on pages: two widths, WebP with a way back, words in the reader's language."""

import pytest
from django.core.files.storage import default_storage
from django.template import Context, Template
from django.utils import translation
from lxml import html
from PIL import Image

from awareness.choices import BlockKind
from bluecampaign.media.renditions import PICTURE_WIDTHS, Shown, make
from bluecampaign.translation.text import Text
from tests.makers import make_block, make_page, make_picture

BOTH = Shown("/a-640.jpg", 640, 400, webp="/a-640.webp 640w", fallback="/a-640.jpg 640w")
BARE = Shown("/a.png", 9, 7)


def drawn(arguments: str, **values):
    source = f"{{% load components %}}{{% picture {arguments} %}}"
    return html.fromstring(Template(source).render(Context(values)))


def test_browser_is_offered_webp_and_a_way_back():
    element = drawn('image=image alt="A door" place="card"', image=BOTH)

    [source] = element.xpath(".//source")
    [image] = element.xpath(".//img")
    assert dict(source.attrib) == {
        "type": "image/webp",
        "srcset": "/a-640.webp 640w",
        "sizes": "(min-width: 40em) 16rem, 80vw",
    }
    assert dict(image.attrib) == {
        "src": "/a-640.jpg",
        "srcset": "/a-640.jpg 640w",
        "sizes": "(min-width: 40em) 16rem, 80vw",
        "width": "640",
        "height": "400",
        "loading": "lazy",
        "decoding": "async",
        "alt": "A door",
    }


def test_picture_on_the_first_screen_does_not_wait_and_one_as_it_is_has_no_choice():
    element = drawn("image=image eager=True", image=BARE)

    [image] = element.xpath(".//img")
    assert element.xpath(".//source") == []
    assert dict(image.attrib) == {
        "src": "/a.png",
        "width": "9",
        "height": "7",
        "decoding": "async",
        "alt": "",
    }


@pytest.mark.parametrize(
    ("page", "language", "expected"),
    [("es", "es", (None, None)), ("ar", "en", ("en", "ltr")), ("en", "en", (None, None))],
)
def test_words_that_fell_back_to_english_say_so(page, language, expected):
    with translation.override(page):
        element = drawn("image=image alt=alt", image=BARE, alt=Text("A “door”", language))

    [image] = element.xpath(".//img")
    assert (image.get("lang"), image.get("dir")) == expected
    assert image.get("alt") == "A “door”"


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "lang"), [("", None), ("/es", None), ("/ar", "en")])
def test_block_shows_its_picture_in_two_widths(client, settings, tmp_path, path, lang):
    settings.MEDIA_ROOT = tmp_path
    picture = make_picture(file="pictures/0123456789abcdef.png", alt_en="Door", alt_es="Puerta")
    picture.take_rendition(make(Image.new("RGB", (2000, 1000)), picture.file.name, PICTURE_WIDTHS))
    picture.save()
    page = make_page(title_es="Puerta", title_ar="باب")
    make_block(page, kind=BlockKind.TEXT, picture=picture)

    tree = html.fromstring(client.get(f"{path}/{page.path}/").content)

    [element] = tree.xpath("//picture")
    [image] = element.xpath(".//img")
    addresses = [part.split() for part in element.xpath(".//source/@srcset")[0].split(", ")]
    assert [width for _url, width in addresses] == ["640w", "1280w"]
    assert all(client.get(url).status_code == 200 for url, _width in addresses)
    assert (image.get("width"), image.get("height")) == ("1280", "640")
    assert image.get("alt") == ("Puerta" if path == "/es" else "Door")
    assert image.get("lang") == lang
    assert default_storage.exists(image.get("src").removeprefix("/files/"))
