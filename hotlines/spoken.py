"""The languages of one way to reach a line, the reader's own first.

Languages belong to a channel: the phone may have interpreters where texts have none.
"""

from dataclasses import dataclass

from django.utils.translation import get_language

from bluecampaign.pages.languages import LanguageName, name_of
from bluecampaign.translation.languages import BY_CODE, SOURCE, Language

from .models import Channel

# So many languages through interpreters, and those of this site are among them.
NEARLY_ALL = 100


@dataclass(frozen=True, slots=True)
class Spoken:
    """`own` is the name of the reader's language. `state` says whether it is spoken, spoken
    through an interpreter (interpreted), not at all (missing) or not known (unknown);
    "" where nothing has to be said of it."""

    state: str
    own: str
    names: tuple[LanguageName, ...] = ()
    interpreted: int = 0


def spoken(way: Channel) -> Spoken:
    """The languages of a way, for a reader of the present page."""
    reader = BY_CODE[get_language() or SOURCE]
    tags = sorted(way.languages, key=lambda tag: not _is(tag, reader))
    names = tuple(name_of(tag) for tag in tags)
    return Spoken(_state(way, reader), reader.name, names, way.interpreted_languages)


def _state(way: Channel, reader: Language) -> str:
    if any(_is(tag, reader) for tag in way.languages):
        return "spoken"
    if way.interpreted_languages >= NEARLY_ALL:
        return "interpreted"
    if way.languages and not way.interpreted_languages:
        return "missing"
    # Whoever reads the English page needs no doubt about a line in the United States.
    return "" if reader.is_source else "unknown"


def _is(tag: str, reader: Language) -> bool:
    """Whether a channel's language is the reader's: `zh` is both ways to write it."""
    return f"{reader.tag}-".lower().startswith(f"{tag}-".lower())
