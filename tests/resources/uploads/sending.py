"""A file sent through the admin as a browser sends it, and what is left of it."""

import os
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.office.forms import form_of, send


def upload(data: bytes, name: str = "a.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "text/html")


def stored() -> list[str]:
    root = Path(default_storage.location)
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def passing(settings) -> list[str]:
    return os.listdir(settings.FILE_UPLOAD_TEMP_DIR)


def upload_to(client, item, data: bytes, *, button="_save", name="a.pdf", **changes):
    form = form_of(client, item, **changes) | {"editions-0-file": upload(data, name)}
    return send(client, item, form, button=button)


def said(response) -> str:
    return response.content.decode()
