"""All that an audience needs as one document: the signs, the texts, where the sheets are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from awareness.choices import BlockKind, IndicatorGroup
from awareness.models import Audience
from bluecampaign.translation.languages import BY_CODE, SOURCE
from bluecampaign.translation.paths import localize
from bluecampaign.translation.reversing import reverse
from bluecampaign.translation.text import text_of
from resources.addresses import permanent_url
from resources.landings import EVERYBODY
from resources.models import Resource

from .making import Sheet
from .nodes import link, paragraph, text, under
from .pages import NAME, are_listed, signs
from .voices import Voice


@dataclass(frozen=True)
class ToolkitSheet(Sheet):
    """The document of an audience; raises Unprintable in a language that lacks its name or
    a sign. Texts and sheets that are not in the language are left out."""

    item: Audience

    @property
    def code(self) -> str:
        return f"for-{self.item.slug}"

    @property
    def title(self) -> str:
        return self._title(self.order.codes[0])

    @property
    def address(self) -> str:
        with translation.override(SOURCE):
            path = reverse("resources:landing", args=[self.item.slug])
        return settings.SITE_URL + localize(path, self.order.codes[0])

    @cached_property
    def items(self) -> list[Resource]:
        """What is given out to the audience, and to everybody."""
        given = Resource.objects.live().current()
        wanted = [self.item.slug, EVERYBODY]
        return list(given.filter(audiences__slug__in=wanted).distinct().order_by("code"))

    @cached_property
    def updated(self) -> datetime:
        return max([self.last_of_lists, *(item.updated_at for item in self.items)])

    def drafts(self, voice: Voice) -> list[Resource]:
        return [*self._texts(voice.code), *self._sheets(voice.code)]

    def parts(self, voice: Voice) -> list[dict]:
        name = voice.text(self.item, "name")
        title = _("Materials for: %(audience)s") % {"audience": name}
        texts = [voice.document(item)[0] for item in self._texts(voice.code)]
        return [
            {"title": title, "summary": "", "body": list(signs(voice, IndicatorGroup, 1))},
            *(part | {"body": list(under(part["body"], 1))} for part in texts),
            {
                "title": _("To put up and hand out"),
                "summary": "",
                "body": [_addresses(voice, self._sheets(voice.code))],
            },
        ]

    def _title(self, code: str) -> str:
        return _("Materials for: %(audience)s") % {"audience": text_of(self.item, "name", code)}

    def _texts(self, code: str) -> list[Resource]:
        texts = [item for item in self.items if item.body_en]
        return [each for each in texts if _is_in(each, ("title", "summary", "body"), code)]

    def _sheets(self, code: str) -> list[Resource]:
        sheets = [item for item in self.items if item.printed_as]
        return [each for each in sheets if _is_in(each, ("title",), code)]


def toolkit_path(audience: Audience, code: str) -> str:
    """Where the document of an audience is; nothing where its words are not in a language."""
    is_whole = text_of(audience, "name", code).language == code
    if not (is_whole and are_listed(BlockKind.INDICATORS, code)):
        return ""
    return f"/p/resources/for/{audience.slug}/{BY_CODE[code].tag}/{NAME}"


def _is_in(item: Resource, names: Iterable[str], code: str) -> bool:
    return all(text_of(item, name, code).language == code for name in names)


def _addresses(voice: Voice, sheets: list[Resource]) -> dict:
    tag = BY_CODE[voice.code].tag
    lines = []
    for item in sheets:
        address = permanent_url(item.code, tag)
        name = text(f"{voice.text(item, 'title')}: ")
        # An address reads from left to right, its last slash too.
        lines.append([paragraph(name, link(address, f"\u2066{address}\u2069"))])
    return {"kind": "list", "items": lines}
