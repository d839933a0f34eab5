"""Editions with real files, for tests of what becomes of them."""

from itertools import count

from django.core.files.base import ContentFile

from resources.models import Edition, Resource
from tests.makers import make_edition

_numbers = count(1)


def put_file(edition: Edition, data: bytes = b"%PDF-1.7 data", ending: str = "pdf") -> str:
    """Give an edition another file, as a save in the office does; its name."""
    name = f"{edition.resource.code.lower()}-{next(_numbers):08}.{ending}"
    edition.file.save(name, ContentFile(data), save=False)
    edition.bytes, edition.format = len(data), "pdf"
    edition.save()
    return edition.file.name


def make_file(item: Resource, language: str = "en", data: bytes = b"%PDF-1.7", **fields) -> Edition:
    edition = make_edition(item, language=language, **fields)
    put_file(edition, data)
    return edition
