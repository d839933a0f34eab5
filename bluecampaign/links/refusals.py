"""What speaks against the links of something that is to be public."""

from collections.abc import Collection, Iterator

from django.db import models
from django.utils.translation import gettext as _

from bluecampaign.pages import markdown
from bluecampaign.publishing.refusals import Refusal, Severity, moment_of

from .models import LinkCheck
from .places import is_internal, looking_up, problem_with
from .sources import Found, links_of


def link_refusals(
    obj: models.Model, *, here: str = "", anchors: Collection[str] = ()
) -> Iterator[Refusal]:
    """Broken links inside the site block; links elsewhere that are known dead warn.

    `here` is the object's own path and `anchors` the places on it.
    """
    found = list(links_of(obj))
    look_up = looking_up(moment_of(obj))
    for link in found:
        if is_internal(link.address):
            problem = problem_with(link.address, look_up, here=here, anchors=frozenset(anchors))
            if problem is not None:
                severity = Severity.BLOCKS if problem.is_fatal else Severity.WARNS
                yield _refusal(link, problem.reason, problem.fix, severity)
        elif link.language and not markdown.is_allowed(link.address):
            yield _refusal(
                link,
                _("The link %(address)s is not https: readers would see words without a link.")
                % {"address": link.address[:120]},
                _("Begin with / for this site or with https://."),
            )
    yield from _dead(found)


def _dead(found: list[Found]) -> Iterator[Refusal]:
    outside = {link.address for link in found if not is_internal(link.address)}
    dead = {row.address: row for row in LinkCheck.objects.dead().filter(address__in=outside)}
    for link in found:
        row = dead.get(link.address)
        if row is not None:
            yield _refusal(
                link,
                _("The link %(address)s was dead when it was last checked: %(why)s")
                % {"address": link.address[:120], "why": row.error or row.status},
                _("Open it. If it is gone, look for the new address or take the link out."),
                Severity.WARNS,
            )


def _refusal(link: Found, reason: str, fix: str, severity=Severity.BLOCKS) -> Refusal:
    return Refusal(link.field, link.language, reason, fix, severity, link.part)
