"""What staff have looked at and meant so."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bluecampaign.translation.models import root_model


class MeantSoQuerySet(models.QuerySet):
    def of(self, obj):
        kind = ContentType.objects.get_for_model(root_model(type(obj)))
        return self.filter(content_type=kind, object_id=obj.pk)

    def by_object(self) -> dict[tuple[int, int], set[str]]:
        """The digests by (content type, number of the object): one query for all."""
        found: dict[tuple[int, int], set[str]] = {}
        for kind, pk, digest in self.values_list("content_type", "object_id", "digest"):
            found.setdefault((kind, pk), set()).add(digest)
        return found


class MeantSo(models.Model):
    """A finding in a sentence of an object that somebody let stand. The digest is of
    the rule, the language and the sentence: a change of the sentence brings it back."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField(_("number"))
    digest = models.CharField(max_length=64)
    words = models.TextField(_("words"))
    said_at = models.DateTimeField(_("since"), default=timezone.now)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        related_name="+",
        on_delete=models.SET_NULL,
    )

    objects = MeantSoQuerySet.as_manager()

    class Meta:
        # Whoever may change the object may say it.
        default_permissions = ()
        verbose_name = _("words that are meant so")
        verbose_name_plural = _("words that are meant so")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "digest"], name="meant_so_once"
            )
        ]

    def __str__(self) -> str:
        return self.words


def say(obj: models.Model, meant: dict[str, str], *, among: Iterable[str], by) -> None:
    """Keep what somebody means so: `meant` is a digest to the words, and of the digests
    of `among` all others are taken back."""
    kind = ContentType.objects.get_for_model(root_model(type(obj)))
    MeantSo.objects.of(obj).filter(digest__in=set(among) - set(meant)).delete()
    for digest, words in meant.items():
        MeantSo.objects.get_or_create(
            content_type=kind,
            object_id=obj.pk,
            digest=digest,
            defaults={"words": words, "said_by": by},
        )
