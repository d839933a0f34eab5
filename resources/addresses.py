"""Permanent addresses: where a code that was printed years ago leads today.

`/r/<code>/<language>/` stands in QR codes and on paper. It follows a change of the code,
of the slug and of the files, and a successor. The language may be any BCP 47 tag.
"""

from collections.abc import Iterable
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from awareness import redirects
from bluecampaign.search import index
from bluecampaign.translation.languages import ALIASES, BY_CODE, SOURCE

from .choices import Standing
from .models import Edition, FormerCode, FormerFile, Resource


def permanent_path(code: str, language: str = "") -> str:
    """The address to print: of an item, or of its editions in a language."""
    return f"/r/{quote(code, safe='')}/{quote(language, safe='') + '/' if language else ''}"


def permanent_url(code: str, language: str = "") -> str:
    return settings.SITE_URL + permanent_path(code, language)


def item_path(item: Resource) -> str:
    """The English path of the page of an item."""
    return f"/resources/{item.slug}/"


def anchor_of(tag: str) -> str:
    """Where the editions in a language stand on the page of an item."""
    return f"files-{tag.lower()}"


def page_language(tag: str) -> str:
    """The language of the page for a reader of `tag`; English where we have none."""
    return _known(tag) or SOURCE


def _known(tag: str) -> str:
    parts = tag.replace("_", "-").lower().split("-")
    while parts:
        code = ALIASES.get("-".join(parts), "-".join(parts))
        if code in BY_CODE:
            return code
        parts.pop()
    return ""


def nearest_tag(asked: str, tags: Iterable[str]) -> str:
    """The tag among `tags` that a reader of `asked` is best served by, or nothing."""
    wanted = asked.replace("_", "-").lower()
    places = {tag: _distance(wanted, tag) for tag in tags}
    near = [tag for tag in places if places[tag] is not None]
    return min(near, key=lambda tag: places[tag], default="")


def _distance(wanted: str, tag: str) -> int | None:
    if tag.lower() == wanted:
        return 0
    if _known(wanted) and _known(wanted) == _known(tag):
        return 1
    return 2 if not _known(wanted) and tag.split("-")[0] == wanted.split("-")[0] else None


@transaction.atomic
def remember(before: Resource, after: Resource) -> None:
    """After an item has changed: its old address and its old code lead to it."""
    redirects.remember(item_path(before), item_path(after))
    FormerCode.objects.filter(resource=after, code__iexact=after.code).delete()
    if before.code.upper() != after.code.upper():
        FormerCode.objects.update_or_create(code=before.code, defaults={"resource": after})
        index.update(after)


def chain_of(item: Resource) -> list[int]:
    """The keys of what replaced an item, what replaced that, and so on; a circle ends
    before it closes. One query."""
    rows = Resource.objects.exclude(replaced_by=None).values_list("pk", "replaced_by")
    following, chain = dict(rows), []
    pk = item.replaced_by_id
    while pk and pk not in chain:
        chain.append(pk)
        pk = following.get(pk)
    return chain


def successor_of(item: Resource) -> Resource | None:
    """What people who hold an item are led to: the last of its successors that is given
    out, else the last one that still has a page. Two queries, none without a successor."""
    if not item.replaced_by_id:
        return None
    chain = [pk for pk in chain_of(item) if pk != item.pk]
    public = Resource.objects.live().exclude(standing=Standing.WITHDRAWN)
    found = public.in_language(get_language() or SOURCE).in_bulk(chain)
    following = [found[pk] for pk in chain if pk in found]
    given_out = [each for each in following if each.standing == Standing.CURRENT]
    return next(reversed(given_out or following), None)


def present_address(name: str) -> str | None:
    """Where an uploaded file leads now that another one, or none, stands in its place;
    None for a file that stands for itself.

    A file of a withdrawn item leads to the page that says so.
    """
    former = FormerFile.objects.filter(name=name).select_related("resource", "edition").first()
    if former is None:
        given = Resource.objects.live().filter(standing=Standing.WITHDRAWN)
        held = Edition.objects.filter(file=name, resource__in=given)
        edition = held.select_related("resource").first()
        return item_path(edition.resource) if edition else None
    item = former.resource
    if not item.is_live():
        return None
    edition = former.edition or _another(item, former.language)
    if edition is None or not edition.file or item.is_withdrawn:
        return f"{item_path(item)}#{anchor_of(former.language)}"
    return edition.file.url


def _another(item: Resource, language: str) -> Edition | None:
    return item.editions.exclude(file="").filter(language=language).first()
