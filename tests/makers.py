"""Objects for tests: plain functions that fill in what a test does not care about."""

from itertools import count

from django.contrib.auth import get_user_model

from awareness.choices import BlockKind, IndicatorGroup
from awareness.models import (
    Audience,
    Block,
    ComponentProfile,
    Indicator,
    Observance,
    Page,
    Term,
)
from bluecampaign.media.models import Picture
from bluecampaign.publishing.models import Status
from bluecampaign.search import index
from bluecampaign.translation.models import State, refresh_states
from hotlines.choices import AnsweredBy, ChannelKind, HotlineKind
from hotlines.models import Channel, Hotline
from resources.choices import Kind
from resources.models import Edition, Resource, Topic

# Never 911 or a year: texts of content are looked at for such numbers.
_numbers = count(3_000)


def make_page(*, state: str = State.MACHINE, **fields) -> Page:
    """A published page at the top level; `state` is that of its translations."""
    return _publish(Page(**_page_fields(fields)), state)


def make_profile(*, state: str = State.MACHINE, **fields) -> ComponentProfile:
    n = next(_numbers)
    given = {"acronym": f"AGY{n}", "official_url": "https://agency.example.gov/"}
    return _publish(ComponentProfile(**_page_fields(given | fields)), state)


def make_block(page: Page, **fields) -> Block:
    n = next(_numbers)
    given = {
        "key": f"block-{n}",
        "order": n,
        "kind": BlockKind.TEXT,
        "heading_en": f"Heading {n}",
        "body_en": f"Words of block {n}.",
    }
    return Block.objects.create(page=page, **(given | fields))


def make_hotline(*, state: str = State.MACHINE, **fields) -> Hotline:
    """A published line without channels, after all the shipped ones."""
    n = next(_numbers)
    given = {
        "slug": f"line-{n}",
        "order": 900,
        "status": Status.LIVE,
        "kind": HotlineKind.NEIGHBOUR,
        "answered_by": AnsweredBy.NONPROFIT,
        "name_en": f"Line {n}",
        "purpose_en": f"Help of line {n}.",
        "who_answers_en": f"The people of line {n}.",
        "source_url": "https://line.example.org/",
    }
    return _publish(Hotline(**(given | fields)), state)


def make_channel(hotline: Hotline, **fields) -> Channel:
    n = next(_numbers)
    given = {
        "key": f"way-{n}",
        "order": n,
        "kind": ChannelKind.VOICE,
        "number": "+18883737888",
        "display": "1-888-373-7888",
    }
    return Channel.objects.create(hotline=hotline, **(given | fields))


def make_resource(
    *, audiences=(), topics=(), languages=("en",), state: str = State.MACHINE, **fields
) -> Resource:
    """A published item with an edition (but no file) in each of `languages`."""
    n = next(_numbers)
    given = {
        "code": f"T-{n:04}",
        "slug": f"item-{n}",
        "kind": Kind.CARD,
        "status": Status.LIVE,
        "title_en": f"Item {n}",
        "summary_en": f"What item {n} is.",
    }
    made = Resource.objects.create(**(given | fields))
    made.audiences.set(audiences)
    made.topics.set(topics)
    for tag in languages:
        make_edition(made, language=tag)
    refresh_states(made, new_state=state)
    index.update(made)
    return made


def make_edition(resource: Resource, **fields) -> Edition:
    return Edition.objects.create(resource=resource, **({"language": "en"} | fields))


def make_audience(**fields) -> Audience:
    n = next(_numbers)
    given = {"slug": f"audience-{n}", "name_en": f"Audience {n}"}
    return Audience.objects.create(**(given | fields))


def make_topic(**fields) -> Topic:
    n = next(_numbers)
    return Topic.objects.create(**({"slug": f"topic-{n}", "name_en": f"Topic {n}"} | fields))


def make_indicator(**fields) -> Indicator:
    n = next(_numbers)
    given = {
        "key": f"sign-{n}",
        "status": Status.LIVE,
        "group": IndicatorGroup.GENERAL,
        "text_en": f"Sign {n}",
    }
    return Indicator.objects.create(**(given | fields))


def make_term(**fields) -> Term:
    n = next(_numbers)
    given = {
        "key": f"term-{n}",
        "status": Status.LIVE,
        "term_en": f"Term {n}",
        "definition_en": f"Meaning {n}.",
    }
    return Term.objects.create(**(given | fields))


def make_observance(**fields) -> Observance:
    """Not stored: its questions are about dates alone."""
    n = next(_numbers)
    given = {"key": f"day-{n}", "month": 1, "day": 11, "name_en": f"Day {n}"}
    return Observance(**(given | fields))


def make_picture(**fields) -> Picture:
    n = next(_numbers)
    given = {"name": f"Picture {n}", "file": f"pictures/{n}.png", "alt_en": f"Seen {n}"}
    return Picture.objects.create(**({"width": 4, "height": 3} | given | fields))


def make_staff(**fields):
    """Somebody who may do everything in the admin; no password, which takes long."""
    n = next(_numbers)
    given = {"username": f"staff-{n}", "is_staff": True, "is_superuser": True}
    return get_user_model().objects.create_user(**(given | fields))


def _page_fields(fields: dict) -> dict:
    n = next(_numbers)
    given = {
        "slug": f"page-{n}",
        "status": Status.LIVE,
        "title_en": f"Page {n}",
        "summary_en": f"What page {n} is about.",
    }
    return given | fields


def _publish(made, state: str):
    made.save()
    refresh_states(made, new_state=state)
    index.update(made)
    return made
