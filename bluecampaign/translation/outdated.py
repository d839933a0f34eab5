"""What readers of a language get while a translation is older than its English.

The setting `TRANSLATION_OUTDATED` says it for each language, `*` for the others:
`show` is the translated text with the notice that the English page governs; `english`
is the English text, as on every page that is not translated yet. An object that is
loaded with `in_language()` or `in_all_languages()` knows by itself (`reads_english`),
without another query; its parts ask it.
"""

from functools import cache

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef

from .languages import suffix

SHOW, ENGLISH = "show", "english"
CHOICES = (SHOW, ENGLISH)
MARK = "reads_english"


def english_instead(code: str) -> bool:
    """Whether outdated translations into a language give way to English."""
    chosen = settings.TRANSLATION_OUTDATED
    return chosen.get(code, chosen.get("*", SHOW)) == ENGLISH


@cache
def _mark(code: str) -> str:
    return f"{MARK}_{suffix(code)}"


def reads_english(obj, code: str) -> bool:
    """Whether readers of a language get an object, or the one it is a part of, in English.

    A model of parts names its owner's field in `translated_with`; an owner that is
    not at hand is not asked for.
    """
    if getattr(obj, _mark(code), False):
        return True
    owner = getattr(obj, "translated_with", "")
    return bool(owner) and reads_english(obj._state.fields_cache.get(owner), code)


def with_marks(queryset, *codes: str):
    """The queryset with a mark for each language that an object is outdated in, where the
    setting asks for it."""
    model = queryset.model
    asked = [code for code in codes if english_instead(code)]
    if not asked or getattr(model, "translated_with", ""):
        return queryset
    parents = model._meta.get_parent_list()
    root = (parents[-1] if parents else model)._meta
    states = apps.get_model("translation", "TranslationState").objects.filter(
        content_type__app_label=root.app_label,
        content_type__model=root.model_name,
        object_id=OuterRef("pk"),
        state="outdated",
    )
    marks = {_mark(code): Exists(states.filter(language=code)) for code in asked}
    return queryset.annotate(**marks)
