"""Form fields for what is stored as a list."""

from django import forms


class WordsField(forms.CharField):
    """A list of words, typed with commas between them."""

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        return [word.strip() for word in (value or "").split(",") if word.strip()]

    def has_changed(self, initial, data) -> bool:
        return (initial or []) != self.to_python(data)

    def clean(self, value) -> list[str]:
        return self.to_python(value)
