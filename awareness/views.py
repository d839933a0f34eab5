from collections.abc import Iterable

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from bluecampaign.pages.facts import Link, PageFacts, Place, breadcrumb_jsonld
from bluecampaign.translation.models import TranslationState
from bluecampaign.translation.querysets import weight_of
from bluecampaign.translation.text import text_of
from bluecampaign.web.kept import kept
from bluecampaign.web.posture import public_page
from hotlines.directory import directory_for
from hotlines.jsonld import contact_points

from .choices import BlockKind
from .jsonld import organization
from .models import Block, ComponentProfile, Page
from .redirects import moved
from .titles import short_title

# Beyond this many headings a page opens with a list of them.
LONG_PAGE = 4


@public_page(minutes=5)
def page(request, path: str):
    """A page of the tree, or where it has moved to."""
    found = find(path)
    if found is None:
        answer = moved(f"/{path}/")
        if answer is None:
            raise Http404
        return answer
    return show(request, found)


def find(path: str) -> Page | None:
    """A public page in all languages, read once for the pages in each of them."""
    try:
        return kept(("page", path), lambda: _stored(path), weight_of)
    except Page.DoesNotExist:
        return None


def _stored(path: str) -> Page:
    pages = Page.objects.live().in_all_languages("componentprofile", "parent")
    return pages.with_blocks().get(path=path)


def show(request, found: Page, **more):
    """A page as readers see it; the preview of a draft goes the same way."""
    facts = facts_of(found)
    directory = directory_for(request)
    if found.is_home:
        facts.jsonld += [organization(), *contact_points(directory.essential)]
    context = {
        "page": found,
        "profile": profile_of(found),
        "facts": facts,
        "blocks": list(found.blocks.all()),
        "contents": contents_of(found),
        "numbers": directory.numbers,
        **more,
    }
    template = "home.html" if found.is_home else "awareness/page.html"
    return render(request, template, context)


def profile_of(found: Page) -> ComponentProfile | None:
    return getattr(found, "componentprofile", None)


def are_plain(blocks: Iterable[Block]) -> bool:
    return all(BlockKind(block.kind).is_plain for block in blocks)


def contents_of(found: Page) -> list[Place]:
    """The headings of a long page and where they stand; none for a short one."""
    headed = [block for block in found.blocks.all() if text_of(block, "heading")]
    if len(headed) < LONG_PAGE:
        return []
    return [Place(text_of(block, "heading"), block.key) for block in headed]


def facts_of(found: Page) -> PageFacts:
    trail = trail_of(found)
    facts = PageFacts(
        title=text_of(found, "title"),
        description=text_of(found, "summary"),
        path=found.get_absolute_url(),
        trail=trail,
        updated=timezone.localdate(found.updated_at),
        states=TranslationState.objects.by_language(found),
        is_home=found.is_home,
        plain=not found.is_home and not profile_of(found) and are_plain(found.blocks.all()),
    )
    if trail:
        facts.jsonld.append(breadcrumb_jsonld(facts.breadcrumbs))
    return facts


def trail_of(found: Page) -> list[Link]:
    """The public pages above a page, from the top. The parent is already at hand."""
    trail: list[Link] = []
    above = found.parent
    while above is not None:
        if above.is_live():
            trail.insert(0, Link(short_title(above), above.get_absolute_url()))
        above = above.parent
    return trail
