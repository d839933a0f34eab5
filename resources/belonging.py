"""What an item belongs to: whom it is for, what it is about, and who made it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Value
from django.utils.translation import get_language

from awareness.models import ComponentProfile
from bluecampaign.pages.facts import Link
from bluecampaign.translation.text import Text, text_of
from bluecampaign.web.kept import kept

from .facets import stored_names
from .models import Resource

AUDIENCE, TOPIC = "audience", "topic"


@dataclass(frozen=True, slots=True)
class Named:
    """An audience or a topic."""

    slug: str
    name: Text


@dataclass(frozen=True, slots=True)
class Belonging:
    audiences: list[Named]
    topics: list[Named]
    agency: Link | None

    @property
    def audience_slugs(self) -> tuple[str, ...]:
        return tuple(each.slug for each in self.audiences)

    @property
    def topic_slugs(self) -> tuple[str, ...]:
        return tuple(each.slug for each in self.topics)


def belonging_of(item: Resource) -> Belonging:
    """One query for the page in all languages; and three for the names, unless another page
    has shown them."""
    slugs: dict[str, set[str]] = defaultdict(set)
    for kind, slug in kept(("belonging", item.pk), lambda: list(_rows(item))):
        slugs[kind].add(slug)
    return Belonging(
        audiences=_named(AUDIENCE, slugs),
        topics=_named(TOPIC, slugs),
        agency=_agency(item),
    )


def _rows(item: Resource):
    audiences = item.audiences.order_by().values_list(Value(AUDIENCE), "slug")
    return audiences.union(item.topics.order_by().values_list(Value(TOPIC), "slug"))


def _named(kind: str, slugs: dict[str, set[str]]) -> list[Named]:
    """In the order that staff have put them in."""
    names = stored_names(kind).items()
    return [Named(slug, name) for slug, name in names if slug in slugs[kind]]


def _agency(item: Resource) -> Link | None:
    if item.component_id is None:
        return None
    return kept(("agencies", get_language()), _agencies).get(item.component_id)


def _agencies() -> dict[int, Link]:
    found = ComponentProfile.objects.live().in_language(get_language())
    return {each.pk: Link(text_of(each, "title"), each.get_absolute_url()) for each in found}
