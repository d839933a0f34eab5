"""What is put into a toolkit, and what comes out of its archive."""

import io
import zipfile

from resources.models import Resource, ToolkitPart
from tests.makers import make_resource
from tests.resources.filing import make_file


def put_in(toolkit: Resource, *items: Resource) -> None:
    for order, item in enumerate(items):
        ToolkitPart.objects.create(toolkit=toolkit, resource=item, order=order)


def make_part(toolkit: Resource, code: str, *languages: str, **fields) -> Resource:
    item = make_resource(code=code, languages=(), title_en=f"Item {code}", **fields)
    for tag in languages:
        make_file(item, tag, data=f"{code} {tag}".encode())
    put_in(toolkit, item)
    return item


def fetch(client, language: str = "es", **headers):
    return client.get(f"/r/K-1/{language}/toolkit.zip", headers=headers)


def opened(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def listed(response) -> str:
    return opened(response).read("CONTENTS.txt").decode("utf-8-sig")
