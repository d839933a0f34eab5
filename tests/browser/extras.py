"""Puts into the prepared site what the shipped content has no example of: a page with
every kind of block, a picture, files to load down, an item that was replaced.
"""

import os
import shutil
from pathlib import Path

import django
from django.db import transaction

PAGE = "/every-kind-of-block/"
REPLACED = "/resources/replaced-item/"
WITH_FILES = "/resources/item-with-files/"
ITEMS = "### First\n\nWords of the first.\n\n### Second\n\nWords of the second."
CARDS = "### [Get help](/get-help/)\n\nWhere to turn.\n\n### [Signs](/indicators/)\n\nSee."
TEXT = (
    "**Bold**, *emphasis*, a [link](/get-help/), {{national:voice}}.\n\n"
    "- one\n- two\n\n1. first\n2. second\n\n> A quotation.\n\n### A heading\n\nWords."
)
LINK = {"link_url": "/get-help/", "link_text_en": "Get help"}


def make_every_kind() -> None:
    from awareness.choices import BlockKind
    from tests.makers import make_block, make_page

    page = make_page(slug=PAGE.strip("/"), title_en="Every kind of block")
    make_page(parent=page, slug="below", title_en="Below")
    for kind in BlockKind:
        body = CARDS if kind == BlockKind.CARDS else ITEMS if kind.has_items else TEXT
        make_block(page, kind=kind, key=str(kind), body_en=body, **LINK)
    for alert in ("warning", "emergency"):
        make_block(page, kind=BlockKind.ALERT, key=f"alert-{alert}", selection=alert)
    make_block(page, key="with-picture", picture=_picture())


def _picture():
    from django.conf import settings

    from tests.makers import make_picture

    folder = Path(settings.MEDIA_ROOT) / "pictures"
    folder.mkdir(parents=True)
    shutil.copy(settings.BASE_DIR / "static/img/icon-192.png", folder / "mark.png")
    return make_picture(file="pictures/mark.png", width=192, height=192)


def make_items() -> None:
    from resources.choices import Format, Standing
    from tests.makers import make_edition, make_resource

    words = {"title_en": "Item with files", "summary_en": "Words for a hotel, in English alone."}
    item = make_resource(slug="item-with-files", languages=(), **words)
    at = "https://files.example.org/item"
    make_edition(item, format=Format.LINK, url=f"{at}/")
    for tag, is_accessible in (("es", True), ("ar", False), ("und", None)):
        more = {"bytes": 123_456, "pages": 2, "is_accessible": is_accessible}
        make_edition(item, language=tag, url=f"{at}-{tag}.pdf", format=Format.PDF, **more)
    make_resource(
        slug="replaced-item",
        title_en="Replaced item",
        standing=Standing.SUPERSEDED,
        replaced_by=item,
    )


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bluecampaign.settings"
    django.setup()
    with transaction.atomic():
        make_every_kind()
        make_items()
