"""The list of contents of an archive: plain text in the language of its files."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bluecampaign.pages.languages import name_of
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.text import text_of
from hotlines.directory import Directory

from .addresses import nearest_tag, permanent_url
from .choices import NO_WORDS
from .models import Edition, Resource

SOURCE_OF_FILES = "https://www.dhs.gov/blue-campaign"
LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file of an archive, under the name it has there."""

    name: str
    edition: Edition
    size: int


@dataclass(frozen=True, slots=True)
class Content:
    """What an item gives to an archive; `lost` files are recorded, but not there."""

    item: Resource
    files: list[HeldFile]
    lost: int = 0

    def is_in(self, language: str) -> bool:
        """Whether one of its files is in the language itself, or needs none."""
        tags = {file.edition.language for file in self.files}
        return NO_WORDS in tags or bool(nearest_tag(language, tags))


def contents_text(
    contents: list[Content], *, language: str, toolkit: Resource | None = None
) -> str:
    """The list, in the language that is active. Lines end as every system can show."""
    given = [content for content in contents if content.files]
    left_out = [content for content in contents if not content.files]
    lines = [*_title(toolkit, language), *_numbers(), "", _heading(_("Files in this archive"))]
    for content in given:
        lines += ["", *_item(content.item, language), *_files(content, language)]
    if left_out:
        lines += ["", _heading(_("Not in this archive"))]
    for content in left_out:
        lines += ["", *_item(content.item, language), f"  {_reason(content)}"]
    return LINE_END.join([*lines, ""])


def _title(toolkit: Resource | None, language: str) -> Iterator[str]:
    yield text_of(toolkit, "title").plain if toolkit else _("Materials")
    if toolkit:
        yield toolkit.code
        yield permanent_url(toolkit.code, language)
    yield ""


def _heading(text: str) -> str:
    return f"{text}\r\n{'-' * len(text)}"


def _numbers() -> Iterator[str]:
    """From the directory, as on every page."""
    lines = Directory(get_language() or SOURCE).lifelines
    yield _heading(_("If you need help now"))
    yield f"{_('Free call, day and night')}: {lines.voice.display}"
    yield f"{_('Text %(keyword)s to') % {'keyword': lines.text.keyword}}: {lines.text.display}"
    yield f"{_('In danger now')}: {lines.emergency.display}"


def _item(item: Resource, language: str) -> Iterator[str]:
    yield f"{text_of(item, 'title').plain} ({item.code})"
    yield f"  {permanent_url(item.code, language)}"


def _files(content: Content, language: str) -> Iterator[str]:
    for file in content.files:
        yield f"  {file.name}: {', '.join(_facts(file))}"
    if not content.is_in(language):
        yield f"  {_('There is no file in the language you asked for.')}"


def _facts(file: HeldFile) -> Iterator[str]:
    edition = file.edition
    yield name_of(edition.language).name
    yield filesizeformat(file.size)
    if edition.revision:
        yield _("Revision %(code)s") % {"code": edition.revision}
    if edition.revised_on:
        yield date_format(edition.revised_on, "DATE_FORMAT")


def _reason(content: Content) -> str:
    if content.lost:
        return _("The file cannot be read at the moment. Try again later.")
    elsewhere = [edition.url for edition in content.item.editions.all() if edition.url]
    if elsewhere:
        return f"{_('On another site')}: {' '.join(elsewhere)}"
    text = _(
        "This site does not have the file itself. The Department of Homeland Security's "
        "campaign publishes it:"
    )
    return f"{text} {SOURCE_OF_FILES}"
