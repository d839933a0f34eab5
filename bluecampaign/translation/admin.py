"""Editing in thirteen languages without thirteen forms on one screen.

`?language=es` shows English and Spanish beside each other and nothing else; what is
not on the screen is not touched by saving. Fields know the direction of their language.

Somebody who may translate and nothing else gets the texts alone: English to read, one of
their languages to write. Every other field is left out of the form itself, so that a
request which sends it all the same changes nothing.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .forms import LinesField, NamedRows, checked, field_errors
from .languages import BY_CODE, LANGUAGES, SOURCE, Language, suffix
from .models import State, TranslationState, refresh_states, root_model
from .querysets import translated_fields
from .roles import languages_of, reviewed_by

PARAMETER = "language"


def editing_language(request: HttpRequest) -> Language:
    """The language beside English in a form; English alone where none is named."""
    return BY_CODE.get(request.GET.get(PARAMETER, ""), BY_CODE[SOURCE])


def may(request: HttpRequest, verb: str, opts) -> bool:
    """Whether somebody holds a right over a model themselves."""
    return request.user.has_perm(f"{opts.app_label}.{get_permission_codename(verb, opts)}")


def translates_only(request: HttpRequest, opts) -> tuple[str, ...]:
    """The languages of somebody who may translate a model and not change it otherwise;
    empty for everybody else."""
    if may(request, "change", opts) or not may(request, "view", opts):
        return ()
    return languages_of(request.user)


def writing_language(request: HttpRequest, opts) -> Language:
    """The language beside English in a form: for a translator always one of theirs."""
    wanted, own = editing_language(request), translates_only(request, opts)
    return wanted if not own or wanted.code in own else BY_CODE[own[0]]


def side_by_side(language: Language, *names: str) -> list:
    """The rows of a form for translated fields: English, and the edited language."""
    if language.is_source:
        return [f"{name}_{SOURCE}" for name in names]
    return [(f"{name}_{SOURCE}", f"{name}_{language.suffix}") for name in names]


class LanguageFields:
    """For an admin or an inline: fieldsets whose `translated` names become rows.

    `sections` is like `fieldsets`, with the key `translated` beside `fields`. Translators
    see what is translated, and to read, the fields of `translators_see`.
    """

    sections: tuple = ()
    markdown_fields: tuple[str, ...] = ()
    translators_see: tuple[str, ...] = ()

    def get_fieldsets(self, request: HttpRequest, obj=None):
        language = writing_language(request, self.opts)
        sections = self.sections
        if translates_only(request, self.opts):
            sections = self._for_translators()
        return [(heading, self._section(language, dict(options))) for heading, options in sections]

    def _for_translators(self) -> list:
        texts = [
            (heading, {"translated": options["translated"]})
            for heading, options in self.sections
            if "translated" in options
        ]
        seen = [(None, {"fields": [*self.translators_see]})] if self.translators_see else []
        return [*seen, *texts]

    def _section(self, language: Language, options: dict) -> dict:
        translated = side_by_side(language, *options.pop("translated", ()))
        return {**options, "fields": [*translated, *options.get("fields", ())]}

    def has_change_permission(self, request, obj=None) -> bool:
        """Translators may open the form of one object; nothing else counts as changing."""
        allowed = super().has_change_permission(request, obj)
        return allowed or (obj is not None and bool(translates_only(request, self.opts)))

    def get_readonly_fields(self, request, obj=None):
        if not translates_only(request, self.opts):
            return super().get_readonly_fields(request, obj)
        writable = self._writable(request)
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [name for name in names if name not in writable]

    def _writable(self, request) -> set[str]:
        """The columns of the language that a translator works on."""
        ending = writing_language(request, self.opts).suffix
        return {f"{name}_{ending}" for name in translated_fields(self.model)}

    def get_prepopulated_fields(self, request, obj=None):
        if translates_only(request, self.opts):
            return {}
        return super().get_prepopulated_fields(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return checked(self._narrowed(request, form))

    def get_formset(self, request, obj=None, **kwargs):
        if translates_only(request, self.opts):
            kwargs["form"] = self._narrowed(request, self.form)
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = checked(formset.form)
        return formset

    def _narrowed(self, request, form: type[forms.ModelForm]) -> type[forms.ModelForm]:
        if not translates_only(request, self.opts):
            return form
        return type(form.__name__, (TranslatorsForm, form), {"writable": self._writable(request)})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.TextField) and hasattr(db_field, "translated_field"):
            kwargs.setdefault("form_class", LinesField)
            kwargs.setdefault("empty_value", None if db_field.null else "")
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


class TranslatorsForm(forms.ModelForm):
    """A form that knows the fields of `writable` and no others, whatever is sent to it."""

    writable: set[str] = set()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - self.writable:
            del self.fields[name]

    def add_error(self, field, error):
        """What a translator cannot change is no reason to refuse their work."""
        if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
            known = {
                name: errors
                for name, errors in error.error_dict.items()
                if name in self.fields or name == NON_FIELD_ERRORS
            }
            if not known:
                return
            error = ValidationError(known)
        if field is None or field in self.fields:
            super().add_error(field, error)


class TranslationStateFormSet(BaseGenericInlineFormSet):
    """The states of an object; those of a profile are its page's.

    `languages` are those that the person at the form may vouch for.
    """

    languages: tuple[str, ...] = ()

    def __init__(self, data=None, files=None, instance=None, **kwargs) -> None:
        if instance is not None and instance.pk:
            instance = root_model(type(instance))(pk=instance.pk)
        super().__init__(data, files, instance=instance, **kwargs)

    def add_fields(self, form, index) -> None:
        """In a row of a table only the heading tells what a field is for."""
        super().add_fields(form, index)
        form.fields["state"].widget.attrs["aria-label"] = str(form.instance)
        if form.instance.language not in self.languages:
            form.fields["state"].disabled = True


class TranslationStateInline(GenericTabularInline):
    """What is known of each translation; a language appears once it has text."""

    model = TranslationState
    formset = TranslationStateFormSet
    template = "admin/translation_states.html"
    fields = ("language", "state", "changed_at", "changed_by")
    readonly_fields = ("language", "changed_at", "changed_by")
    extra = 0
    can_delete = False
    verbose_name_plural = _("Translations: who has checked them")

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return bool(languages_of(request.user))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.languages = reviewed_by(request.user)
        return formset

    def get_queryset(self, request):
        """Translators see their own languages, everybody else sees all."""
        found = super().get_queryset(request)
        own = translates_only(request, self.parent_model._meta)
        return found.filter(language__in=own) if own else found


class TranslatedAdmin(LanguageFields, admin.ModelAdmin):
    """A model admin that edits one language beside English."""

    change_form_template = "admin/translated_form.html"

    class Media:
        js = ["built/admin.js"]

    def get_changelist_formset(self, request, **kwargs):
        return super().get_changelist_formset(request, formset=NamedRows, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        context["editing_language"] = writing_language(request, self.opts)
        context["language_choices"] = self._choices(request, kwargs.get("obj"))
        rows = [row for inline in context["inline_admin_formsets"] for row in inline.formset.forms]
        context["field_errors"] = field_errors(context["adminform"].form, rows)
        return super().render_change_form(request, context, *args, **kwargs)

    def _choices(self, request, obj) -> list[dict]:
        states = TranslationState.objects.by_language(obj) if obj else {}
        labels = dict(TranslationState._meta.get_field("state").flatchoices)
        current = writing_language(request, self.opts)
        own = translates_only(request, self.opts)
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
            if not own or item.code in own
        ]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.settle_states(request, form.instance)

    def settle_states(self, request, obj) -> None:
        """After a list entry was saved; what is published does more, by itself."""
        refresh_states(obj, new_state=State.IN_REVIEW, by=request.user)

    def response_add(self, request, obj, *args, **kwargs):
        return self._same_language(request, super().response_add(request, obj, *args, **kwargs))

    def response_change(self, request, obj):
        return self._same_language(request, super().response_change(request, obj))

    def _same_language(self, request, response):
        """Going on editing goes on in the language one was editing."""
        code = writing_language(request, self.opts).code
        goes_on = "_continue" in request.POST and response.status_code == 302
        query = f"{PARAMETER}={code}"
        if goes_on and code != SOURCE and query not in response.headers["Location"]:
            mark = "&" if "?" in response.headers["Location"] else "?"
            response.headers["Location"] += f"{mark}{query}"
        return response


def english(name: str) -> str:
    """The English column of a field, for `list_display` and `search_fields`."""
    return f"{name}_{suffix(SOURCE)}"
