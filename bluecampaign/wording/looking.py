"""The findings that are left to look at: neither reviewed as shipped nor meant so."""

from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import translation

from bluecampaign.translation.models import root_model

from .exceptions import is_exempt
from .findings import findings_of
from .hits import Finding
from .models import MeantSo
from .sources import address_of


def unexempted(obj: models.Model, **only) -> list[Finding]:
    """The findings of an object without those of the reviewed list."""
    with translation.override("en"):
        address = address_of(obj)
    return [each for each in findings_of(obj, **only) if not is_exempt(address, each)]


def open_findings(obj: models.Model, **only) -> list[Finding]:
    """What is left to look at in an object, for its form: one query and its parts."""
    found = unexempted(obj, **only)
    meant = set(MeantSo.objects.of(obj).values_list("digest", flat=True)) if found else set()
    return [each for each in found if each.digest not in meant]


def all_open(
    objects: Iterable[models.Model], **only
) -> Iterator[tuple[models.Model, list[Finding]]]:
    """The same for many objects, with one query for what is meant so in all of them."""
    meant = MeantSo.objects.by_object()
    for obj in objects:
        kind = ContentType.objects.get_for_model(root_model(type(obj)))
        let_stand = meant.get((kind.pk, obj.pk), set())
        yield obj, [each for each in unexempted(obj, **only) if each.digest not in let_stand]
