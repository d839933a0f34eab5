"""Editing in thirteen languages without thirteen forms on one screen.

`?language=es` shows English and Spanish beside each other and nothing else; what is
not on the screen is not touched by saving. Fields know the direction of their language.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .languages import BY_CODE, LANGUAGES, SOURCE, Language, suffix
from .models import TranslationState, root_model

PARAMETER = "language"


def editing_language(request: HttpRequest) -> Language:
    """The language beside English in a form; English alone where none is named."""
    return BY_CODE.get(request.GET.get(PARAMETER, ""), BY_CODE[SOURCE])


def side_by_side(request: HttpRequest, *names: str) -> list:
    """The rows of a form for translated fields: English, and the edited language."""
    language = editing_language(request)
    if language.is_source:
        return [f"{name}_{SOURCE}" for name in names]
    return [(f"{name}_{SOURCE}", f"{name}_{language.suffix}") for name in names]


class LanguageFields:
    """For an admin or an inline: fieldsets whose `translated` names become rows.

    `sections` is like `fieldsets`, with the key `translated` beside `fields`.
    """

    sections: tuple = ()
    markdown_fields: tuple[str, ...] = ()

    def get_fieldsets(self, request: HttpRequest, obj=None):
        return [
            (heading, self._section(request, dict(options))) for heading, options in self.sections
        ]

    def _section(self, request: HttpRequest, options: dict) -> dict:
        translated = side_by_side(request, *options.pop("translated", ()))
        return {**options, "fields": [*translated, *options.get("fields", ())]}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        base = getattr(db_field, "translated_field", None)
        if field is None or base is None:
            return field
        language = next(item for item in LANGUAGES if db_field.name == f"{base.name}_{item.suffix}")
        field.label = f"{str(base.verbose_name).capitalize()} ({language.english_name})"
        field.widget.attrs |= {"lang": language.tag, "dir": language.dir}
        if base.name in self.markdown_fields:
            field.widget = forms.Textarea(
                {**field.widget.attrs, "rows": 10, "cols": 60, "data-markdown": ""}
            )
        elif isinstance(field.widget, forms.Textarea):
            field.widget.attrs |= {"rows": 3, "cols": 60}
        return field


class TranslationStateFormSet(BaseGenericInlineFormSet):
    """The states of an object; those of a profile are its page's."""

    def __init__(self, data=None, files=None, instance=None, **kwargs) -> None:
        if instance is not None and instance.pk:
            instance = root_model(type(instance))(pk=instance.pk)
        super().__init__(data, files, instance=instance, **kwargs)

    def add_fields(self, form, index) -> None:
        """In a row of a table only the heading tells what a field is for."""
        super().add_fields(form, index)
        form.fields["state"].widget.attrs["aria-label"] = str(form.instance)


class TranslationStateInline(GenericTabularInline):
    """What is known of each translation; a language appears once it has text."""

    model = TranslationState
    formset = TranslationStateFormSet
    fields = ("language", "state", "changed_at", "changed_by")
    readonly_fields = ("language", "changed_at", "changed_by")
    extra = 0
    can_delete = False
    verbose_name_plural = _("Translations: who has checked them")

    def has_add_permission(self, request, obj=None) -> bool:
        return False


class TranslatedAdmin(LanguageFields, admin.ModelAdmin):
    """A model admin that edits one language beside English."""

    change_form_template = "admin/translated_form.html"

    class Media:
        css: dict[str, Any] = {"all": ["built/admin.css"]}
        js = ["built/admin.js"]

    def render_change_form(self, request, context, *args, **kwargs):
        context["editing_language"] = editing_language(request)
        context["language_choices"] = self._choices(request, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    def _choices(self, request, obj) -> list[dict]:
        states = TranslationState.objects.by_language(obj) if obj else {}
        labels = dict(TranslationState._meta.get_field("state").flatchoices)
        current = editing_language(request)
        return [
            {
                "language": item,
                "url": f"?{PARAMETER}={item.code}",
                "current": item is current,
                "state": _("Source")
                if item.is_source
                else labels.get(states.get(item.code), _("Missing")),
            }
            for item in LANGUAGES
        ]

    def response_add(self, request, obj, *args, **kwargs):
        return self._same_language(request, super().response_add(request, obj, *args, **kwargs))

    def response_change(self, request, obj):
        return self._same_language(request, super().response_change(request, obj))

    def _same_language(self, request, response):
        """Going on editing goes on in the language one was editing."""
        code = editing_language(request).code
        goes_on = "_continue" in request.POST and response.status_code == 302
        query = f"{PARAMETER}={code}"
        if goes_on and code != SOURCE and query not in response.headers["Location"]:
            mark = "&" if "?" in response.headers["Location"] else "?"
            response.headers["Location"] += f"{mark}{query}"
        return response


def english(name: str) -> str:
    """The English column of a field, for `list_display` and `search_fields`."""
    return f"{name}_{suffix(SOURCE)}"
