"""What the search reads: a document per object and language, and which set is in use."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .kinds import Kind


class SearchDocumentQuerySet(models.QuerySet):
    def current(self):
        """The documents that readers find; others belong to a set that is being built."""
        return self.filter(
            generation__in=Generation.objects.filter(is_current=True).values("number")
        )

    def live(self, at=None):
        at = at or timezone.now()
        return self.filter(
            Q(live_from__isnull=True) | Q(live_from__lte=at),
            Q(live_until__isnull=True) | Q(live_until__gt=at),
        )

    def hidden(self, at=None):
        """What is not live at a moment: few, and found by their dates."""
        at = at or timezone.now()
        return self.filter(Q(live_from__gt=at) | Q(live_until__lte=at))


class SearchDocument(models.Model):
    """An object in a language. The database keeps a full-text index of `tokens`."""

    generation = models.PositiveIntegerField()
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    attached = models.TextField(blank=True)
    path = models.CharField(max_length=300)
    tokens = models.TextField()
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language", "generation"],
                name="one_document_per_language",
            )
        ]
        indexes = [
            models.Index(
                fields=["live_from"],
                name="search_live_from",
                condition=Q(live_from__isnull=False),
            ),
            models.Index(
                fields=["live_until"],
                name="search_live_until",
                condition=Q(live_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class Generation(models.Model):
    """A set of documents. Readers find the one that is current; a rebuild makes the next
    one beside it. `first` is below the number of each of its documents."""

    number = models.PositiveIntegerField(primary_key=True)
    is_current = models.BooleanField(default=False)
    first = models.BigIntegerField(default=0)
    builder = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="one_current_generation",
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


class Change(models.Model):
    """A change of the documents. Their number and the latest one tell a worker whether
    what it remembers of the index is still true; nobody waits for a counter."""

    token = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.token)
