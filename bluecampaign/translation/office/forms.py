"""All texts of an object and its parts in one form: English beside one language."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from bluecampaign.publishing.difference import marked
from bluecampaign.translation.checks import problems
from bluecampaign.translation.forms import LinesField
from bluecampaign.translation.languages import SOURCE, Language
from bluecampaign.translation.models import TranslationState, keyed_parts, one_manner

SHORT = 100


@dataclass(frozen=True, slots=True)
class Row:
    """An English text, what of it changed since the last review, and its field."""

    key: str
    english: str
    marked: SafeString
    before: SafeString
    changed: bool
    field: forms.BoundField


@dataclass(frozen=True, slots=True)
class Group:
    """The texts of the object itself (no heading) or of one part."""

    heading: str
    rows: list[Row] = field(default_factory=list)


class TranslationForm(forms.Form):
    """The texts of an object in one language. It keeps to that language whatever is
    sent: fields of another are not among its own.
    """

    def __init__(self, obj: models.Model, language: Language, *, vouch: bool = False, data=None):
        super().__init__(data, use_required_attribute=False)
        self.obj, self.language, self.vouch = obj, language, vouch
        self.words: list = []  # to look at, once it is stored
        self.places: dict[str, tuple[models.Model, str, str]] = {}
        for key, part, name in keyed_parts(obj):
            english = one_manner(getattr(part, f"{name}_{SOURCE}") or "")
            present = getattr(part, self.column(name)) or ""
            if english or present:
                self.places[key] = (part, name, english)
                self.fields[key] = self._field(key, part, name, english, present)

    def column(self, name: str) -> str:
        return f"{name}_{self.language.suffix}"

    def _field(self, key, part, name, english, present) -> forms.CharField:
        stored = part._meta.get_field(self.column(name))
        base = stored.translated_field
        attrs = {
            "lang": self.language.tag,
            "dir": self.language.dir,
            "rows": 2 if len(english) < SHORT else min(24, len(english) // 50 + 3),
            "aria-describedby": f"english-{key}",
        }
        if name in markdown_fields(type(self.obj), type(part)):
            attrs["data-markdown"] = ""
        return LinesField(
            label=capfirst(str(base.verbose_name)),
            required=False,
            initial=one_manner(present),
            max_length=stored.max_length,
            widget=forms.Textarea(attrs),
        )

    def clean(self):
        """Nothing of the English is lost in what was changed; in nothing at all when
        somebody vouches for the whole."""
        cleaned = super().clean()
        for key, (_part, _name, english) in self.places.items():
            if self.vouch or key in self.changed_data:
                for problem in problems(english, cleaned.get(key, "")):
                    label = f"{self.fields[key].label} ({self.language.english_name})"
                    self.add_error(key, f"{label}: {problem}")
        return cleaned

    def store(self) -> None:
        """Put the texts into the object and its parts, and store those that changed."""
        touched = {}
        for key in self.changed_data:
            part, name, _english = self.places[key]
            setattr(part, self.column(name), self.cleaned_data[key])
            touched[(type(part), part.pk)] = part
        for part in touched.values():
            part.save()

    def groups(self) -> Iterator[Group]:
        """The rows of the screen, the object first, then each part with its name."""
        row = TranslationState.objects.of(self.obj).filter(language=self.language.code).first()
        last = row.english_texts if row else {}
        groups: dict[tuple, Group] = {}
        for key, (part, _name, english) in self.places.items():
            heading = "" if part is self.obj else str(part)
            group = groups.setdefault((type(part), part.pk), Group(heading))
            was = last.get(key, "") if last else english
            before, after = marked(was, english)
            group.rows.append(Row(key, english, after, before, was != english, self[key]))
        yield from groups.values()


def markdown_fields(model: type[models.Model], part: type[models.Model]) -> tuple[str, ...]:
    """The fields of a part (or of the object itself) that hold Markdown."""
    owner = admin.site.get_model_admin(model)
    if part is model:
        return getattr(owner, "markdown_fields", ())
    inlines = [inline for inline in owner.inlines if inline.model is part]
    return getattr(inlines[0], "markdown_fields", ()) if inlines else ()
