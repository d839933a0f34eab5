"""Forms of translated fields: line ends that do not matter, checks that do."""

from django import forms

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
