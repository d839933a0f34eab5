"""Versions: every save, every publication, every draft, by whom and when and why."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bluecampaign.translation.models import root_model

from . import snapshots

# What a version says of itself where no person saved it. Stored as it stands here.
AT_FIRST = "As it was at first"
LOADED = "Loaded from the content files"
SHIPPED = "Loaded from the content files, as shipped"
BATCH = 100


class VersionKind(models.TextChoices):
    """Why a version was kept."""

    SAVED = "saved", _("Saved")
    DRAFT = "draft", _("Draft beside the live page")
    RESTORED = "restored", _("Restored")
    DELETED = "deleted", _("Deleted")


class Review(models.TextChoices):
    """How far a draft beside a live object has come."""

    NONE = "", _("Not a draft")
    OPEN = "open", _("Being written")
    SUBMITTED = "submitted", _("Waits for review")
    SENT_BACK = "sent_back", _("Sent back")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Discarded")

    @property
    def is_pending(self) -> bool:
        return self in (Review.OPEN, Review.SUBMITTED, Review.SENT_BACK)


PENDING = [review for review in Review if review.is_pending]


class VersionQuerySet(models.QuerySet):
    def of(self, obj):
        kind = ContentType.objects.get_for_model(root_model(type(obj)))
        return self.filter(content_type=kind, object_id=obj.pk)

    def pending(self):
        """Drafts that somebody still has to finish, review or discard."""
        return self.filter(review__in=PENDING)

    def newest_work(self, obj):
        """What was stored last: a version, or the draft that is being worked on."""
        stored = models.Q(review__in=PENDING) | ~models.Q(kind=VersionKind.DRAFT)
        return self.of(obj).filter(stored).order_by("-made_at", "-pk").first()

    def since(self, draft):
        """The newest version that was stored after a draft was written, if there is one."""
        stored = self.exclude(kind=VersionKind.DRAFT).filter(made_at__gt=draft.made_at)
        return stored.select_related("author").order_by("-made_at", "-pk").first()

    def latest_number(self, obj) -> int:
        """The number of the newest version that is not a draft; 0 before the first."""
        stored = self.of(obj).exclude(kind=VersionKind.DRAFT)
        return stored.aggregate(newest=Max("number"))["newest"] or 0


class Version(models.Model):
    """What an object was, whole, with its parts."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    model = models.CharField(max_length=100, help_text="The model itself: a profile, not its page.")
    object_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=10, choices=VersionKind.choices)
    review = models.CharField(
        _("review"), max_length=10, choices=Review.choices, blank=True, default=Review.NONE
    )
    snapshot = models.JSONField()
    # Of a draft: what its publication means for the translations.
    minor_edit = models.BooleanField(_("minor edit, translations stay valid"), default=False)
    translation_states = models.JSONField(default=dict, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    comment = models.TextField(_("comment"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    made_at = models.DateTimeField(_("at"), default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "number"], name="one_version_per_number"
            )
        ]
        indexes = [models.Index(fields=["review", "made_at"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def is_pending(self) -> bool:
        return Review(self.review).is_pending

    @property
    def is_loaded(self) -> bool:
        """Whether the content files are who saved it."""
        return self.author_id is None and self.comment in (LOADED, SHIPPED)


@transaction.atomic
def keep(
    obj,
    *,
    kind: VersionKind,
    by,
    comment: str = "",
    snapshot: dict | None = None,
    review=Review.NONE,
) -> Version:
    """Keep what an object is now (or the given snapshot) as its next version."""
    content_type = ContentType.objects.get_for_model(root_model(type(obj)))
    newest = Version.objects.of(obj).aggregate(newest=Max("number"))["newest"] or 0
    return Version.objects.create(
        content_type=content_type,
        model=obj._meta.label_lower,
        object_id=obj.pk,
        number=newest + 1,
        title=str(obj)[:250],
        kind=kind,
        review=review,
        snapshot=snapshots.take(obj) if snapshot is None else snapshot,
        author=by,
        comment=comment,
    )


@transaction.atomic
def keep_all(model: type[models.Model], pks: Iterable[int], *, comment: str, made_at) -> None:
    """Keep what some objects of a model are now as their next versions, saved by nobody
    in particular: a handful of queries, however many they are."""
    objects = list(model._default_manager.in_bulk(list(pks)).values())
    content_type = ContentType.objects.get_for_model(root_model(model))
    taken = snapshots.take_all(objects)
    newest = _newest_numbers(content_type, list(taken))
    Version.objects.bulk_create(
        [
            Version(
                content_type=content_type,
                model=model._meta.label_lower,
                object_id=obj.pk,
                number=newest.get(obj.pk, 0) + 1,
                title=str(obj)[:250],
                kind=VersionKind.SAVED,
                snapshot=taken[obj.pk],
                comment=comment,
                made_at=made_at,
            )
            for obj in objects
        ],
        batch_size=BATCH,
    )


def _newest_numbers(content_type: ContentType, pks: list[int]) -> dict[int, int]:
    rows = Version.objects.filter(content_type=content_type, object_id__in=pks).order_by()
    return dict(rows.values_list("object_id").annotate(newest=Max("number")))


def keep_first(obj) -> None:
    """Keep what an object was before anybody changed it here, if nothing is kept yet:
    there must be something to go back to."""
    if not Version.objects.of(obj).exists():
        keep(obj, kind=VersionKind.SAVED, by=None, comment=AT_FIRST)


def draft_of(obj) -> Version | None:
    """The draft beside an object that somebody is working on, if there is one."""
    if obj is None or obj.pk is None:
        return None
    return Version.objects.of(obj).pending().first()
