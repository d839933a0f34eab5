"""Forms of translated fields: line ends that do not matter, checks that do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.text import capfirst

from .checks import problems
from .languages import SOURCE
from .models import one_manner


class LinesField(forms.CharField):
    """A text of several lines. A browser sends other line ends than a file has: that
    alone is no change."""

    def to_python(self, value):
        value = super().to_python(value)
        return one_manner(value) if isinstance(value, str) else value

    def has_changed(self, initial, data) -> bool:
        return super().has_changed(self.to_python(initial), self.to_python(data))


class NamedRows(forms.BaseModelFormSet):
    """Fields in the rows of a list: each says what it is and which row it is of."""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", f"{field.label}: {form.instance}")


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with a field of a form, and the id on the screen that leads to it."""

    anchor: str
    place: str
    text: str


def field_errors(form: forms.ModelForm, rows: Iterable[forms.ModelForm]) -> list[FieldError]:
    """All that is wrong with the fields of a form and of its rows, in their order."""
    return [
        FieldError(field.id_for_label or f"{field.auto_id}_0", _place(field, form), error)
        for each in (form, *rows)
        for field in each
        for error in field.errors
    ]


def _place(field: forms.BoundField, form: forms.ModelForm) -> str:
    if field.form is form:
        return str(field.label)
    row = field.form.instance
    name = capfirst(f"{row._meta.verbose_name} {getattr(row, 'key', '')}".strip())
    return f"{name}: {field.label}"


class CheckedForm(forms.ModelForm):
    """A form that refuses a translation which has lost something of its English."""

    def clean(self):
        cleaned = super().clean()
        columns = {field.name: field for field in self._meta.model._meta.concrete_fields}
        for name in self.changed_data:
            base = getattr(columns.get(name), "translated_field", None)
            source = f"{base.name}_{SOURCE}" if base else name
            if name in self.cleaned_data and source != name:
                english = self.cleaned_data.get(source) or getattr(self.instance, source)
                for problem in problems(english, self.cleaned_data[name] or ""):
                    self.add_error(name, f"{self.fields[name].label}: {problem}")
        return cleaned


def checked(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """The form class, with the checks of translations."""
    return type(form.__name__, (CheckedForm, form), {})
