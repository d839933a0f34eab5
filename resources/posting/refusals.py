"""What keeps a posting duty off the site."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bluecampaign.links.refusals import link_refusals
from bluecampaign.publishing import refusals
from bluecampaign.publishing.editing import change_url
from bluecampaign.publishing.refusals import Refusal, Severity, english, moment_of
from bluecampaign.publishing.wording import in_texts, typed_number
from resources.choices import Standing
from resources.models import PostingDuty


def duty_refusals(duty: PostingDuty, before: dict | None) -> Iterator[Refusal]:
    """Every reason at once, in the order of the form."""
    for field, reason in (
        ("title", _("The English title is missing.")),
        ("summary", _("The English words for what the law asks for are missing.")),
    ):
        if not (getattr(duty, f"{field}_en") or "").strip():
            yield english(field, reason, _("Write it: every other language falls back to it."))
    yield from in_texts(duty, typed_number)
    yield from _proof(duty)
    yield from _poster(duty)
    yield from link_refusals(duty)


def _proof(duty: PostingDuty) -> Iterator[Refusal]:
    if duty.is_of_a_state and not duty.source_url:
        yield Refusal(
            "source_url",
            "",
            _("It has no source: nobody can check what it says of a law."),
            _("Give the address where the law itself can be read."),
        )
    if duty.is_due():
        yield Refusal(
            "as_of",
            "",
            _("Nobody has held it against the law for more than a year; readers are told so."),
            _("Read the law again, then write the day on which you did."),
            severity=Severity.WARNS,
        )


def _poster(duty: PostingDuty) -> Iterator[Refusal]:
    poster = duty.resource
    if poster is None:
        return
    if poster.standing != Standing.CURRENT or not poster.is_live(moment_of(duty)):
        yield Refusal(
            "resource",
            "",
            _("The poster “%(name)s” is not given out: readers are not led to it.")
            % {"name": poster},
            _("Name its successor, or leave the poster empty."),
            severity=Severity.WARNS,
            url=change_url(poster),
        )


def register() -> None:
    refusals.register(PostingDuty, duty_refusals)
