"""What keeps a hotline off the site. SAFETY-CRITICAL: a number that nobody has called
must not become public; one that is public already must stay mendable.

A line that is published for the first time, or whose ways to reach it change, must have
been checked by somebody who says how: under “Verified today”, or as the second person
who approves the change. One that stood on the site before and keeps its numbers is only
warned of: else nobody could correct its hours.
"""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from bluecampaign.links.refusals import link_refusals
from bluecampaign.publishing import refusals
from bluecampaign.publishing.refusals import Refusal, Severity, english, moment_of
from bluecampaign.publishing.wording import text_refusals
from bluecampaign.translation.reversing import reverse

from .models import Channel, Hotline

# Some lines are called by their number; everywhere else a number can only go stale.
NUMBERLESS = ("purpose", "who_answers", "hours", "note")
# What one dials, texts or opens, and what one reads while doing so.
DIALLED = ("kind", "number", "display", "letters", "sms_keywords", "sms_name", "url")


def hotline_refusals(line: Hotline, before: dict | None) -> Iterator[Refusal]:
    """Every reason at once; `before` is the line as the public saw it until now."""
    yield from _missing_english(line)
    yield from _unverified(line, before)
    yield from text_refusals(
        line,
        markdown_fields=("note",),
        known=known_numbers(moment_of(line)),
        without_numbers=NUMBERLESS,
    )
    yield from link_refusals(line, here="/hotlines/", anchors=(line.slug,))


def _missing_english(line: Hotline) -> Iterator[Refusal]:
    for field, reason in (
        ("name", _("The English name is missing.")),
        ("purpose", _("It is not said in English what the line is for.")),
        ("who_answers", _("It is not said in English who answers.")),
    ):
        if not (getattr(line, f"{field}_en") or "").strip():
            yield english(field, reason, _("Readers choose a line by it: write it."))


def _unverified(line: Hotline, before: dict | None) -> Iterator[Refusal]:
    if line.verified_on is not None:
        return
    known = before is not None and _ways_before(before) == _ways(line)
    # Of some of its numbers somebody has said how they checked them.
    known = known or line.verifications.exists()
    yield Refusal(
        "verified_on",
        "",
        _("Nobody has verified the numbers of this hotline."),
        _("Call each number and open each address, then say so under “Verified today”."),
        Severity.WARNS if known else Severity.BLOCKS,
        url=reverse("admin:hotlines_hotline_verify", args=[line.pk]),
    )


def _ways(line: Hotline) -> dict[str, tuple]:
    return {way.key: tuple(getattr(way, name) for name in DIALLED) for way in line.channels.all()}


def _ways_before(before: dict) -> dict[str, tuple]:
    parts = [part["fields"] for part in before["parts"].get("channels", ())]
    return {part["key"]: tuple(part[name] for name in DIALLED) for part in parts}


def known_numbers(at: datetime | None = None) -> set[str]:
    """The names that a text may use at a moment: `national:voice` and its like."""
    ways = Channel.objects.filter(hotline__in=Hotline.objects.live(at))
    return {f"{slug}:{key}" for slug, key in ways.values_list("hotline__slug", "key")}


def register() -> None:
    refusals.register(Hotline, hotline_refusals)
