"""Puts the cells of a row into an item, and says everything that is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import slugify
from django.utils.translation import gettext as _

from awareness.models import Audience, ComponentProfile
from resources.choices import UNKNOWN_LANGUAGE
from resources.models import Edition, Resource, ToolkitPart, Topic

from .columns import NO, NO_EDITIONS, TRANSLATED, YES, parts_of

# What a new item is where the file says nothing.
GIVEN = {"status": "draft", "standing": "current", "orderable": NO, "languages": UNKNOWN_LANGUAGE}
# Where the file says nothing of an item that is there, that stays.
UNSAID = {"status", "standing", "languages", "slug", "orderable"}
AS_IT_IS = {"kind", "slug", "source_url", "note", "standing", "status", *TRANSLATED}
SLUG_LENGTH = 100
STEP = 10


@dataclass(frozen=True, slots=True)
class Known:
    """What a cell may name, by what it is named by."""

    audiences: Mapping[str, Audience]
    topics: Mapping[str, Topic]
    components: Mapping[str, ComponentProfile]
    items: Mapping[str, int]

    @classmethod
    def now(cls) -> "Known":
        return cls(
            {each.slug: each for each in Audience.objects.all()},
            {each.slug: each for each in Topic.objects.all()},
            {each.slug: each for each in ComponentProfile.objects.all()},
            {code.upper(): pk for pk, code in Resource.objects.values_list("pk", "code")},
        )


def completed(cells: dict[str, str], *, is_new: bool) -> dict[str, str]:
    """The cells of a row with what goes without saying, without what says nothing."""
    if not is_new:
        return {name: text for name, text in cells.items() if text or name not in UNSAID}
    slug = slugify(cells.get("title", ""))[:SLUG_LENGTH].strip("-_")
    given = {**GIVEN, "slug": slug}
    return {**cells, **{name: cells.get(name) or given[name] for name in given}}


def kept_languages(item: Resource) -> set[str]:
    """The languages of editions that no table takes away: they have a file or an address."""
    return {one.language for one in item.editions.all() if one.file or one.url}


def put(item: Resource, cells: Mapping[str, str], known: Known) -> None:
    """Set and store what the cells say; raises ValidationError with every reason."""
    problems: list[str] = []
    for name, text in cells.items():
        problems += _set(item, name, text, known)
    problems += _unknown(cells, known)
    try:
        item.full_clean(exclude=["title", "summary", "body"])
    except ValidationError as error:
        problems += sentences(error)
    if problems:
        raise ValidationError(list(dict.fromkeys(problems)))
    item.save()
    _relate(item, cells, known)


def sentences(error: ValidationError) -> list[str]:
    """Every reason, with the name of the column it belongs to."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [
        text if name == "__all__" else f"{'title' if name == 'title_en' else name}: {text}"
        for name, texts in error.message_dict.items()
        for text in texts
    ]


def _set(item: Resource, name: str, text: str, known: Known) -> list[str]:
    """Set one field; what is wrong with it that the model would not say."""
    if name in AS_IT_IS:
        setattr(item, name, text)
    elif name == "title":
        item.title_en = text
    elif name == "year":
        return _set_year(item, text)
    elif name == "orderable":
        item.orderable = text == YES
        return [] if text in (YES, NO) else [_("orderable is yes or no, not “%s”") % text]
    elif name == "component":
        item.component = known.components.get(text)
    elif name == "replaced_by":
        item.replaced_by_id = known.items.get(text.upper())
    elif name in ("publish_at", "unpublish_at", "review_due_on"):
        return _set_moment(item, name, text)
    return []


def _set_year(item: Resource, text: str) -> list[str]:
    fine = not text or (text.isdecimal() and text.isascii() and 1990 <= int(text) <= 2100)
    if fine:
        item.year = int(text) if text else None
    return [] if fine else [_("the year “%s” is not a year") % text]


def _set_moment(item: Resource, name: str, text: str) -> list[str]:
    parse = parse_date if name == "review_due_on" else parse_datetime
    try:
        found = parse(text) if text else None
    except ValueError:
        found = None
    setattr(item, name, found)
    if found or not text:
        return []
    text = _("%(name)s: “%(text)s” is no moment; write 2026-01-31 or 2026-01-31T09:00") % {
        "name": name,
        "text": text,
    }
    return [text]


def _unknown(cells: Mapping[str, str], known: Known) -> list[str]:
    """Names of things that are not there."""
    problems = []
    for name in ("audiences", "topics"):
        there = getattr(known, name)
        problems += [
            _("%(name)s: there is no “%(slug)s”; add it first") % {"name": name, "slug": slug}
            for slug in parts_of(cells.get(name, ""))
            if slug not in there
        ]
    component = cells.get("component", "")
    if component and component not in known.components:
        problems.append(_("there is no component “%s”; add it first") % component)
    codes = [cells.get("replaced_by", ""), *parts_of(cells.get("items", ""))]
    missing = [code for code in codes if code and code.upper() not in known.items]
    return problems + [_("there is no item “%s”") % code for code in missing]


def _relate(item: Resource, cells: Mapping[str, str], known: Known) -> None:
    if "audiences" in cells:
        item.audiences.set([known.audiences[slug] for slug in parts_of(cells["audiences"])])
    if "topics" in cells:
        item.topics.set([known.topics[slug] for slug in parts_of(cells["topics"])])
    if "languages" in cells:
        _put_editions(item, cells["languages"])
    if "items" in cells:
        _put_items(item, [known.items[code.upper()] for code in parts_of(cells["items"])])


def _put_editions(item: Resource, cell: str) -> None:
    wanted = set() if cell == NO_EDITIONS else set(parts_of(cell))
    there = list(item.editions.all())
    for edition in there:
        if edition.language not in wanted and not (edition.file or edition.url):
            edition.delete()
    for tag in sorted(wanted - {edition.language for edition in there}):
        edition = Edition(resource=item, language=tag)
        edition.full_clean()
        edition.save()


def _put_items(item: Resource, wanted: list[int]) -> None:
    """The items of a toolkit in the order of the cell."""
    there = {part.resource_id: part for part in item.parts.all()}
    for pk, part in there.items():
        if pk not in wanted:
            part.delete()
    for place, pk in enumerate(wanted, start=1):
        part = there.get(pk) or ToolkitPart(toolkit=item, resource_id=pk)
        part.order = place * STEP
        part.clean()
        part.save()
