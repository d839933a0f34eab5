"""Pages whose every text carries the mark of the revision it belongs to, and their editors.

    python -m tests.ops.chaos.marked

puts them into the database of the environment. A page that shows two marks was published
by halves; one that shows an older mark than was acknowledged is a lost edit.
"""

import os
import re

import django
from django.db import transaction

PEOPLE = 64
# More than anybody writes: the others are pages that nobody has asked for.
PAGES = PEOPLE + 8
PASSWORD = "a long password of tests"
MARK = re.compile(r"mark-(\d+)-x")


def name_of(number: int) -> str:
    return f"writer-{number:02}"


def slug_of(number: int) -> str:
    return f"marked-{number:02}"


def mark(revision: int) -> str:
    return f"mark-{revision}-x"


def marks_in(text: str) -> set[int]:
    """The revisions that a text is of; a whole page is of one."""
    return {int(found) for found in MARK.findall(text)}


def texts_of(number: int, revision: int) -> dict[str, str]:
    """What a writer gives their page: titles and summaries, in the languages that it has.
    In the others it stands in English, under the same marks."""
    words = f"{number} {mark(revision)}"
    return {
        "title_en": f"Marked {words}",
        "title_es": f"Marcada {words}",
        "summary_en": f"A page that a writer of a trial publishes again and again: {words}.",
        "summary_es": f"Una hoja que alguien publica una y otra vez en un ensayo: {words}.",
    }


def bodies_of(number: int, revision: int) -> dict[str, str]:
    words = f"{number} {mark(revision)}"
    return {
        "heading_en": f"Heading {words}",
        "heading_es": f"Encabezado {words}",
        "body_en": f"Words of {words}.",
        "body_es": f"Palabras de {words}.",
    }


def make_writers() -> None:
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import Group, User

    hashed, publishers = make_password(PASSWORD), Group.objects.get(name="Publisher")
    for number in range(PEOPLE):
        user = User.objects.create(username=name_of(number), is_staff=True, password=hashed)
        user.groups.add(publishers)


def make_pages() -> None:
    from tests.makers import make_block, make_page

    for number in range(PAGES):
        page = make_page(slug=slug_of(number), **texts_of(number, 0))
        make_block(page, **bodies_of(number, 0))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bluecampaign.settings"
    django.setup()
    with transaction.atomic():
        make_writers()
        make_pages()
