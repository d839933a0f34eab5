"""A duty as readers see it: everything that is known of it, and what is not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from bluecampaign.pages.languages import LanguageName, name_of
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.text import Text, text_of
from resources.cards import ResourceCard, card_of
from resources.lists import Carrying
from resources.models import PostingDuty, Resource

from .choices import Premises
from .jurisdictions import SOME, shown_name


@dataclass(frozen=True, slots=True)
class ShownDuty:
    """`poster` is None where none is named, or where it is not given out now."""

    duty: PostingDuty
    title: Text
    summary: Text
    where: str
    kinds: list[str]
    languages: list[LanguageName]
    poster: ResourceCard | None

    @property
    def is_hint(self) -> bool:
        """Whether it only says that some states have laws of their own."""
        return self.duty.jurisdiction == SOME


def shown(duties: Iterable[PostingDuty], here: Carrying) -> list[ShownDuty]:
    """Two queries for all posters together; none where no duty names one."""
    duties = list(duties)
    wanted = {duty.resource_id for duty in duties if duty.resource_id}
    posters = _posters(wanted) if wanted else {}
    return [_shown(duty, posters.get(duty.resource_id), here) for duty in duties]


def _posters(pks: set[int]) -> dict[int, Resource]:
    given_out = Resource.objects.live().current()
    return given_out.for_cards(get_language() or SOURCE).in_bulk(pks)


def _shown(duty: PostingDuty, poster: Resource | None, here: Carrying) -> ShownDuty:
    return ShownDuty(
        duty=duty,
        title=text_of(duty, "title"),
        summary=text_of(duty, "summary"),
        where=shown_name(duty.jurisdiction),
        kinds=[str(Premises(kind).label) for kind in Premises.values if kind in duty.kinds],
        languages=[name_of(tag) for tag in duty.languages],
        poster=card_of(poster, here) if poster else None,
    )
