"""What the page of an item says of its editions."""

from dataclasses import dataclass

from django import template
from django.template.defaultfilters import filesizeformat

from bluecampaign.pages.languages import LanguageName, name_of
from resources.models import Edition

register = template.Library()


@dataclass(frozen=True, slots=True)
class FileFacts:
    url: str
    title: str
    format: str
    size: str
    language: LanguageName
    pages: int | None
    accessible: bool | None


@register.simple_tag
def files_of(editions: list[Edition]) -> list[FileFacts]:
    """The editions that one can open, each with what it is."""
    return [
        FileFacts(
            url=edition.href,
            title=" ".join(filter(None, (str(edition.resource.code), edition.print_size))),
            format=edition.get_format_display(),
            size=filesizeformat(edition.bytes) if edition.bytes else "",
            language=name_of(edition.language),
            pages=edition.pages,
            accessible=edition.is_accessible,
        )
        for edition in editions
        if edition.href
    ]


@register.simple_tag
def languages_without_file(editions: list[Edition]) -> list[LanguageName]:
    """The languages an item was published in that this site holds no file of."""
    return [name_of(edition.language) for edition in editions if not edition.href]
