"""One document per object and language: what the search reads."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from bluecampaign.translation.languages import SOURCE

from .kinds import Kind


class SearchDocumentQuerySet(models.QuerySet):
    def live(self, at=None):
        at = at or timezone.now()
        return self.filter(
            Q(live_from__isnull=True) | Q(live_from__lte=at),
            Q(live_until__isnull=True) | Q(live_until__gt=at),
        )

    def readable_in(self, code: str):
        """Documents in a language, and the English ones that have none in it."""
        if code == SOURCE:
            return self.filter(language=SOURCE)
        translated = self.model.objects.filter(
            content_type=OuterRef("content_type"),
            object_id=OuterRef("object_id"),
            language=code,
        )
        only_english = Q(language=SOURCE) & ~Exists(translated)
        return self.filter(Q(language=code) | only_english)

    def holding(self, words: list[str]):
        """Documents that hold every word, in the folded form of `fold()`."""
        found = self
        for word in words:
            found = found.filter(Q(folded_title__contains=word) | Q(folded__contains=word))
        return found


class SearchDocument(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    rank = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    path = models.CharField(max_length=300)
    folded_title = models.TextField()
    folded = models.TextField()
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"],
                name="one_document_per_language",
            )
        ]
        indexes = [models.Index(fields=["language", "kind"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
