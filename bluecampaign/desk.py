"""The first page of the office: what waits, what expires, what is broken, what changed.

`AREAS` is the page. Each area is a list of functions that get the person and return a
`Section`, or None where a section is not for them. A new section is one more line.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awareness.models import ComponentProfile, Indicator, Observance, Page, Term
from bluecampaign.links.editing import place_of
from bluecampaign.links.models import LinkCheck
from bluecampaign.publishing.models import Publishable, Status
from bluecampaign.publishing.versions import (
    AT_FIRST,
    LOADED,
    SHIPPED,
    Review,
    Version,
    VersionKind,
)
from hotlines.models import Hotline
from resources.models import PostingDuty, Resource

MODELS: tuple[type[Publishable], ...] = (
    *(Hotline, Page, ComponentProfile, Resource),
    *(Indicator, Term, Observance, PostingDuty),
)
MOST = 10
SOON = timedelta(days=14)
LOAD = {"newest": Max("pk"), "size": Count("pk")}


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a title that leads to the work (if there is a way), and a sentence."""

    title: str
    url: str
    text: str


@dataclass(slots=True)
class Section:
    """A list under a heading; `empty` is said when there is nothing in it."""

    heading: str
    empty: str
    items: list[Item] = field(default_factory=list)
    more: bool = False

    def filled(self, items: Iterable[Item]) -> "Section":
        """With the first items, and whether there are more of them."""
        found = list(items)
        self.items, self.more = found[:MOST], len(found) > MOST
        return self


@dataclass(frozen=True, slots=True)
class Area:
    heading: str | Promise
    sections: tuple[Callable, ...]


def may(user, verb: str, model) -> bool:
    return user.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}")


def labels(user, verb: str) -> list[str]:
    """The models somebody holds a right over, as versions name them."""
    return [model._meta.label_lower for model in MODELS if may(user, verb, model)]


def url_of(label: str, what: str, pk: int) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{what}", args=[pk])


def when(moment) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _versions(labels_: list[str]):
    """Without their snapshots: nothing on this page needs them, and they are large."""
    return Version.objects.filter(model__in=labels_).select_related("author").defer("snapshot")


# --- What waits for me -------------------------------------------------------------


def for_my_review(user) -> Section | None:
    """Drafts that somebody submitted and this person may publish, the oldest first."""
    mine = labels(user, "publish")
    if not mine:
        return None
    found = _versions(mine).filter(review=Review.SUBMITTED).order_by("made_at")[: MOST + 1]
    section = Section(_("To review"), _("Nothing waits for review. Well done."))
    return section.filled(_draft_item(draft, draft.comment) for draft in found)


def sent_back(user) -> Section:
    """This person's drafts that a reviewer wants changed, with the reason."""
    found = _mine(user, Review.SENT_BACK)
    section = Section(_("Sent back to me"), _("Nothing was sent back to you."))
    return section.filled(_draft_item(draft, draft.answer) for draft in found)


def begun(user) -> Section:
    """This person's drafts that are neither submitted nor published."""
    found = _mine(user, Review.OPEN)
    section = Section(_("My drafts"), _("You have no open drafts."))
    return section.filled(_draft_item(draft, draft.comment) for draft in found)


def _mine(user, review: Review):
    found = _versions(labels(user, "view")).filter(review=review, author=user)
    return found.order_by("-made_at")[: MOST + 1]


def _draft_item(draft: Version, word: str) -> Item:
    who = draft.author.get_username() if draft.author else _("somebody")
    text = _("%(who)s, %(when)s") % {"who": who, "when": when(draft.made_at)}
    url = url_of(draft.model, "review", draft.object_id)
    return Item(draft.title, url, f"{text}: {word}" if word else text)


# --- What expires ------------------------------------------------------------------


def hotlines_due(user) -> Section | None:
    """Lines on the site that nobody has called for too long, the longest ago first."""
    if not may(user, "view", Hotline):
        return None
    days = settings.HOTLINE_VERIFY_DAYS
    found = Hotline.objects.due_for_verifying(timezone.localdate(), days)
    first = found.order_by(F("verified_on").asc(nulls_first=True), "order")[: MOST + 1]
    empty = _("Every number was verified in time. Thank you.")
    return Section(_("Hotlines to verify"), empty).filled(_hotline_item(line) for line in first)


def _hotline_item(line: Hotline) -> Item:
    text = _("never verified")
    if line.verified_on:
        text = _("last verified on %(day)s") % {"day": date_format(line.verified_on)}
    return Item(str(line), url_of("hotlines.hotline", "verify", line.pk), text)


def duties_due(user) -> Section | None:
    """Posting duties on the site that nobody held against the law for a year."""
    if not may(user, "view", PostingDuty):
        return None
    found = PostingDuty.objects.live().due_for_check(timezone.localdate()).order_by("as_of")
    section = Section(_("Posting duties to check"), _("Every posting duty was checked in time."))
    text = _("as of %(day)s")
    return section.filled(
        Item(str(duty), url_of("resources.postingduty", "change", duty.pk), text % {"day": day})
        for duty in found[: MOST + 1]
        for day in [date_format(duty.as_of)]
    )


def pages_due(user) -> Section:
    """What somebody should read again by now."""
    today = timezone.localdate()
    due = Q(review_due_on__lte=today) & ~Q(status=Status.ARCHIVED)
    items = [
        (obj.review_due_on, Item(str(obj), url, date_format(obj.review_due_on)))
        for obj, url in _objects(user, due, "review_due_on", most=MOST + 1)
    ]
    section = Section(_("To read again"), _("Nothing is past its review date."))
    return section.filled(_by_time(items))


def coming_and_going(user) -> Section:
    """What is put on the site or taken down by itself in the next two weeks."""
    now = timezone.now()
    soon = (now, now + SOON)
    moves = Q(publish_at__range=soon) | Q(unpublish_at__range=soon)
    items = []
    for obj, url in _objects(user, moves & Q(status__in=Status.public()), "publish_at"):
        for moment, text in (
            (obj.publish_at, _("goes on the site: %(when)s")),
            (obj.unpublish_at, _("leaves the site: %(when)s")),
        ):
            if moment and soon[0] <= moment <= soon[1]:
                items.append((moment, Item(str(obj), url, text % {"when": when(moment)})))
    empty = _("Nothing comes or goes by itself in the next two weeks.")
    return Section(_("Coming and going"), empty).filled(_by_time(items))


def _by_time(items: list[tuple]) -> list[Item]:
    return [item for _moment, item in sorted(items, key=lambda pair: pair[0])]


def _objects(user, wanted: Q, order: str, most: int | None = None):
    """The publishable objects that somebody may see and a condition names, of each kind
    so many, with the address of its form. A profile is a page, too, and comes once."""
    for model in MODELS:
        if not may(user, "view", model):
            continue
        found = model._default_manager.filter(wanted)
        if model is Page:
            found = found.filter(componentprofile=None)
        for obj in found.order_by(order)[:most]:
            yield obj, url_of(model._meta.label_lower, "change", obj.pk)


# --- What is broken ----------------------------------------------------------------


def dead_links(user) -> Section | None:
    """Links that lead nowhere, those that fail the longest first, with the way to each."""
    if not may(user, "view", LinkCheck):
        return None
    found = LinkCheck.objects.dead().order_by("failing_since", "pk")
    rows = found.prefetch_related("content_object")[: MOST + 1]
    section = Section(_("Dead links"), _("No link is known to be dead."))
    return section.filled(_link_item(row) for row in rows)


def _link_item(row: LinkCheck) -> Item:
    url, place = place_of(row)
    return Item(row.address, url, f"{place}: {row.error}" if row.error else place)


# --- What changed lately -----------------------------------------------------------


def changed_lately(user) -> Section:
    """The latest versions: who, what, when, and what differs from the one before.

    A load of the content files is one line, however much it changed. How a thing was
    at first is no change.
    """
    kept = _versions(labels(user, "view")).exclude(kind=VersionKind.DRAFT)
    kept = kept.exclude(author=None, number=1, comment__in=(SHIPPED, AT_FIRST))
    loaded = Q(author=None, comment=LOADED)
    loads = kept.filter(loaded).order_by().values("made_at").annotate(**LOAD)
    sizes = {load["newest"]: load["size"] for load in loads.order_by("-newest")[: MOST + 1]}
    shown = kept.filter(~loaded | Q(pk__in=sizes))
    recoverable, gone = set(labels(user, "delete")), {}
    items = []
    for version in shown[: MOST + 1]:
        if sizes.get(version.pk, 1) > 1:
            items.append(_load_item(version, sizes[version.pk]))
            continue
        what = (version.model, version.object_id)
        is_gone = gone.setdefault(what, version.kind == VersionKind.DELETED)
        items.append(_version_item(version, is_gone, version.model in recoverable))
    section = Section(_("Latest changes"), _("Nothing has been changed here yet."))
    return section.filled(items)


def _load_item(version: Version, size: int) -> Item:
    """Everything that one load of the content files has changed."""
    title = ngettext("%(n)d thing", "%(n)d things", size) % {"n": size}
    text = _("by the content files, %(when)s: each has it among its versions")
    return Item(title, "", text % {"when": when(version.made_at)})


def _version_item(version: Version, is_gone: bool, may_recover: bool) -> Item:
    """It leads to the comparison; to the way back, for whom there is one, if it is gone."""
    nobody = _("the content files") if version.is_loaded else _("somebody")
    who = version.author.get_username() if version.author else nobody
    values = {"what": version.get_kind_display(), "who": who, "when": when(version.made_at)}
    text = _("%(what)s by %(who)s, %(when)s") % values
    if version.comment:
        text = f"{text}: {version.comment}"
    if not is_gone:
        compare = url_of(version.model, "versions", version.object_id)
        return Item(version.title, f"{compare}?new={version.number}", text)
    name = f"admin:{version.model.replace('.', '_')}_deleted"
    return Item(version.title, reverse(name) if may_recover else "", text)


AREAS = (
    Area(gettext_lazy("What waits for me"), (for_my_review, sent_back, begun)),
    Area(gettext_lazy("What expires"), (hotlines_due, duties_due, pages_due, coming_and_going)),
    Area(gettext_lazy("What is broken"), (dead_links,)),
    Area(gettext_lazy("What changed lately"), (changed_lately,)),
)


def areas_for(user) -> list[tuple[str, list[Section]]]:
    """The page for one person: areas with a section for them, in their order."""
    found = [(str(area.heading), [make(user) for make in area.sections]) for area in AREAS]
    filled = [(heading, [one for one in sections if one]) for heading, sections in found]
    return [(heading, sections) for heading, sections in filled if sections]
