"""The directory as a page needs it: read once a request, and never absent.

When the database does not answer, the shipped numbers do: a page of an emergency is
worth more than a fresh one.
"""

import logging
from dataclasses import dataclass
from functools import cached_property

from django.db import DatabaseError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bluecampaign.translation.languages import SOURCE
from bluecampaign.web.kept import kept
from bluecampaign.web.posture import valid_until

from . import seed
from .choices import AnsweredBy, ChannelKind
from .models import Channel, Hotline

log = logging.getLogger(__name__)

EMERGENCY, NATIONAL = "emergency", "national"
# What is never absent, whatever staff took down.
LIFELINES = {(EMERGENCY, "voice"), (NATIONAL, "voice"), (NATIONAL, "text")}


@dataclass(frozen=True, slots=True)
class Lifelines:
    """What the strip on every page carries: 911, the national hotline, its texts."""

    emergency: Channel
    voice: Channel
    text: Channel
    who: str


class Directory:
    """The public hotlines in a language. Two queries, at the first look."""

    def __init__(self, code: str, request=None) -> None:
        self.code = code
        self.request = request
        # Whether the numbers are those that the site was shipped with.
        self.is_shipped = False

    @cached_property
    def hotlines(self) -> list[Hotline]:
        try:
            found = kept(("hotlines", self.code), lambda: _stored(self.code))
        except DatabaseError:
            self.is_shipped = True
            log.exception("The hotlines could not be read; the shipped ones stand in.")
            if self.request is not None:
                # Nobody keeps a page with them.
                valid_until(self.request, timezone.now())
            return shipped()
        return found

    def get(self, slug: str) -> Hotline | None:
        return next((line for line in self.hotlines if line.slug == slug), None)

    def channel(self, slug: str, key: str) -> Channel | None:
        line = self.get(slug)
        ways = channels_of(line) if line else []
        return next((way for way in ways if way.key == key), None)

    @property
    def essential(self) -> list[Hotline]:
        """The lines that a home page and an error page show."""
        return [line for line in self.hotlines if line.slug in (EMERGENCY, NATIONAL)]

    @cached_property
    def numbers(self) -> dict[str, SafeString]:
        """`national:voice` and its like, each as a link for a running text."""
        lines = self.hotlines
        if self.is_shipped:
            return links_of(lines)
        return kept(("numbers", self.code), lambda: links_of(lines))

    @cached_property
    def lifelines(self) -> Lifelines:
        """Never without a number: a line taken down by mistake is shown as shipped."""
        return Lifelines(
            emergency=self.way(EMERGENCY, "voice"),
            voice=self.way(NATIONAL, "voice"),
            text=self.way(NATIONAL, "text"),
            who=AnsweredBy.NGO.badge,
        )

    def way(self, slug: str, key: str) -> Channel | None:
        """A channel that is live; one of the lifelines as shipped, where it is not."""
        found = self.channel(slug, key)
        if found is None and (slug, key) in LIFELINES:
            return _shipped_way(slug, key)
        return found


def _stored(code: str) -> list[Hotline]:
    return list(Hotline.objects.live().with_channels(code))


def _shipped_way(slug: str, key: str) -> Channel:
    lines = (line for line in shipped() if line.slug == slug)
    return next(way for line in lines for way in channels_of(line) if way.key == key)


def channels_of(line: Hotline) -> list[Channel]:
    """The channels of a line, stored or shipped."""
    return getattr(line, "shipped_channels", None) or list(line.channels.all())


def directory_for(request) -> Directory:
    """The directory of a request in the language of its page, made once."""
    code = get_language() or SOURCE
    if request is None:
        return Directory(code)
    known = getattr(request, "hotline_directory", None)
    if known is None or known.code != code:
        known = request.hotline_directory = Directory(code, request)
    return known


def shipped() -> list[Hotline]:
    """The hotlines of the content file, without a database."""
    lines = []
    for entry in seed.entries():
        line = Hotline(slug=entry["slug"], **entry["values"])
        line.shipped_channels = [
            Channel(hotline=line, key=key, **values) for key, values in entry["channels"]
        ]
        lines.append(line)
    return sorted(lines, key=lambda line: line.order)


def links_of(lines: list[Hotline]) -> dict[str, SafeString]:
    return {
        f"{line.slug}:{way.key}": number_link(way) for line in lines for way in channels_of(line)
    }


def number_link(way: Channel) -> SafeString:
    """A number or address as a link that is dialled, texted or opened at a touch.

    A number reads from left to right in every language, so it is isolated.
    """
    if way.kind in (ChannelKind.WEB, ChannelKind.CHAT):
        return format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', way.href, way.shown)
    return format_html(
        '<a class="number" href="{}"><bdi dir="ltr">{}</bdi></a>', way.href, way.shown
    )
