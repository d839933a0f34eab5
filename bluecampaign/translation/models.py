"""How far the translation of an object into a language has come."""

import hashlib

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bluecampaign.web.kept import kept

from .languages import LANGUAGES, SOURCE, TRANSLATION_CODES, suffix
from .outdated import english_instead
from .querysets import translated_fields


class State(models.TextChoices):
    """What is known of a translation. A language without a row is missing."""

    MACHINE = "machine", _("Machine draft")
    IN_REVIEW = "in_review", _("In review")
    REVIEWED = "reviewed", _("Reviewed")
    OUTDATED = "outdated", _("Outdated")

    @property
    def is_unchecked(self) -> bool:
        """Nobody who reads the language has approved it: the page must say so."""
        return self in (State.MACHINE, State.IN_REVIEW)


def root_model(model):
    """The model a translation belongs to: a profile's texts are its page's."""
    parents = model._meta.get_parent_list()
    return parents[-1] if parents else model._meta.concrete_model


class TranslationStateQuerySet(models.QuerySet):
    def of(self, obj):
        kind = ContentType.objects.get_for_model(root_model(type(obj)))
        return self.filter(content_type=kind, object_id=obj.pk)

    def by_language(self, obj) -> dict[str, str]:
        """The states of an object: a language code to a `State` value."""
        key = ("states", root_model(type(obj)), obj.pk)
        return kept(key, lambda: dict(self.of(obj).values_list("language", "state")))

    def shown(self):
        """Without the outdated ones that readers get in English instead."""
        hidden = [code for code in TRANSLATION_CODES if english_instead(code)]
        return self.exclude(state=State.OUTDATED, language__in=hidden)

    def by_object(self, model) -> dict[int, set[str]]:
        """The language codes that each object of a model is translated into."""
        kind = ContentType.objects.get_for_model(root_model(model))
        found: dict[int, set[str]] = {}
        rows = self.filter(content_type=kind).values_list("object_id", "language")
        for object_id, language in rows:
            found.setdefault(object_id, set()).add(language)
        return found


class TranslationState(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.BigIntegerField()
    content_object = GenericForeignKey()
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=[(item.code, item.name) for item in LANGUAGES if item.code != SOURCE],
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    english_digest = models.CharField(max_length=64, blank=True, editable=False)
    # The English at the last review, by the keys of `keyed_texts()`; empty: not known.
    english_texts = models.JSONField(default=dict, blank=True, editable=False)
    changed_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
    )

    objects = TranslationStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"],
                name="one_state_per_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.get_state_display()}"

    def as_mark(self) -> dict:
        """What a draft remembers of this row, for `put_marks()`."""
        names = ("state", "english_digest", "english_texts", "changed_by_id")
        return {name: getattr(self, name) for name in names}


Parts = list[tuple[str, models.Model, str]]


def keyed_parts(obj) -> Parts:
    """Every translated field of an object and of its parts (blocks, channels): a key
    that stays the same from version to version, the one who has it, and its name.

    An object names its parts in `translated_parts()`, a list of objects.
    """
    found = [(name, obj, name) for name in translated_fields(type(obj))]
    for part in getattr(obj, "translated_parts", list)():
        kind = part._meta.model_name
        names = translated_fields(type(part))
        found += [(f"{kind}-{part.pk}-{name}", part, name) for name in names]
    return found


def one_manner(text: str) -> str:
    """The text with line ends of one kind: browsers send another than files have."""
    return text.replace("\r\n", "\n").strip()


def texts_in(parts: Parts, code: str) -> dict[str, str]:
    """The texts of `keyed_parts()` in a language."""
    ending = suffix(code)
    return {
        key: one_manner(getattr(part, f"{name}_{ending}", None) or "") for key, part, name in parts
    }


def keyed_texts(obj, code: str) -> dict[str, str]:
    """The texts of an object and its parts in a language, by the keys of their fields."""
    return texts_in(keyed_parts(obj), code)


def texts_of(obj, code: str) -> list[str]:
    """Every text of an object in a language, its parts (blocks, channels) included."""
    return list(keyed_texts(obj, code).values())


def digest_of(texts: list[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def english_digest(obj) -> str:
    return digest_of(texts_of(obj, SOURCE))


def put_marks(obj, marks: dict[str, dict]) -> None:
    """Put in place what a draft remembers of its translations: a code to the values of
    its row, as `TranslationState.as_mark()` gave them when somebody set the state."""
    kind = ContentType.objects.get_for_model(root_model(type(obj)))
    for code, remembered in marks.items():
        # Whoever set it may have left the office since.
        users = get_user_model().objects.filter(pk=remembered["changed_by_id"])
        values = remembered | {"changed_by_id": users.values_list("pk", flat=True).first()}
        TranslationState.objects.update_or_create(
            content_type=kind,
            object_id=obj.pk,
            language=code,
            defaults={**values, "changed_at": timezone.now()},
        )


def mark(obj, code: str, state: str, *, by=None) -> TranslationState:
    """Say how far a translation is. Who calls it reviewed vouches for it against the
    English as it is now; any other state keeps the English of the last review."""
    row = TranslationState.objects.of(obj).filter(language=code).first()
    if row is None:
        return _begin(obj, code, state, by, keyed_texts(obj, SOURCE))
    if state == State.REVIEWED:
        row.english_texts = keyed_texts(obj, SOURCE)
        row.english_digest = digest_of(list(row.english_texts.values()))
    row.state, row.changed_at, row.changed_by = state, timezone.now(), by
    row.save()
    return row


def _begin(obj, code: str, state: str, by, english: dict[str, str]) -> TranslationState:
    """The row of a language that had none."""
    return TranslationState.objects.create(
        content_type=ContentType.objects.get_for_model(root_model(type(obj))),
        object_id=obj.pk,
        language=code,
        state=state,
        english_texts=english,
        english_digest=digest_of(list(english.values())),
        changed_by=by,
    )


def refresh_states(obj, *, new_state: str, by=None, minor_since: str = "") -> None:
    """Bring the states of an object in line with its texts.

    A language that has text and no row gets `new_state`; one whose text is gone loses
    its row; a reviewed one becomes outdated when the English changed since. After a
    minor edit `minor_since` is the digest of the English before it: what was right
    for that English is right for this one, too.
    """
    # Read once: a page's blocks are a query, and there are many languages.
    parts = keyed_parts(obj)
    english = texts_in(parts, SOURCE)
    digest = digest_of(list(english.values()))
    rows = {row.language: row for row in TranslationState.objects.of(obj)}
    for code in TRANSLATION_CODES:
        row = rows.get(code)
        if not any(texts_in(parts, code).values()):
            if row:
                row.delete()
        elif row is None:
            _begin(obj, code, new_state, by, english)
        elif row.english_digest == digest:
            continue
        elif minor_since and row.english_digest == minor_since:
            row.english_digest = digest
            row.save()
        elif row.state == State.REVIEWED:
            row.state = State.OUTDATED
            row.changed_at = timezone.now()
            row.changed_by = by
            row.save()
