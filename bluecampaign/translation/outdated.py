"""What readers of a language get while a translation is older than its English.

The setting `TRANSLATION_OUTDATED` says it for each language, `*` for the others:
`show` is the translated text with the notice that the English page governs; `english`
is the English text, as on every page that is not translated yet. An object that is
loaded with `in_language()` knows by itself (`reads_english`), without another query;
its parts ask it.
"""

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef

SHOW, ENGLISH = "show", "english"
CHOICES = (SHOW, ENGLISH)
MARK = "reads_english"


def english_instead(code: str) -> bool:
    """Whether outdated translations into a language give way to English."""
    chosen = settings.TRANSLATION_OUTDATED
    return chosen.get(code, chosen.get("*", SHOW)) == ENGLISH


def reads_english(obj) -> bool:
    """Whether an object, or the one it is a part of, is to be read in English.

    A model of parts names its owner's field in `translated_with`; an owner that is
    not at hand is not asked for.
    """
    if getattr(obj, MARK, False):
        return True
    owner = getattr(obj, "translated_with", "")
    return bool(owner) and reads_english(obj._state.fields_cache.get(owner))


def with_marks(queryset, code: str):
    """The queryset with the mark on what is outdated, where the setting asks for it."""
    model = queryset.model
    if not english_instead(code) or getattr(model, "translated_with", ""):
        return queryset
    parents = model._meta.get_parent_list()
    root = (parents[-1] if parents else model)._meta
    states = apps.get_model("translation", "TranslationState").objects.filter(
        content_type__app_label=root.app_label,
        content_type__model=root.model_name,
        object_id=OuterRef("pk"),
        language=code,
        state="outdated",
    )
    return queryset.annotate(**{MARK: Exists(states)})
