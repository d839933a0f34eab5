"""Storing a translation: on the site by those who publish, else as a draft beside it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models
from django.utils.translation import gettext as _

from bluecampaign.publishing import drafts, refusals, snapshots
from bluecampaign.publishing.models import Publishable
from bluecampaign.publishing.states import Status
from bluecampaign.publishing.versions import Review, Version, VersionKind, draft_of, keep
from bluecampaign.translation.languages import Language
from bluecampaign.translation.models import (
    State,
    TranslationState,
    digest_of,
    mark,
    put_marks,
    refresh_states,
    texts_of,
)
from bluecampaign.wording.office import words_in

from .forms import TranslationForm


def may_publish(user, obj: models.Model) -> bool:
    return user.has_perm(f"{obj._meta.app_label}.publish_{obj._meta.model_name}")


def is_public(obj: models.Model) -> bool:
    return isinstance(obj, Publishable) and Status(obj.status).is_public


def working_draft(obj: models.Model) -> Version | None:
    """The draft beside something public that is being worked on."""
    return draft_of(obj) if is_public(obj) else None


@contextmanager
def as_worked_on(obj: models.Model, draft: Version | None) -> Iterator[models.Model]:
    """The object and the states of its translations as the draft has them, for a while."""
    if draft is None:
        yield obj
        return
    with drafts.in_place(obj, draft):
        put_marks(obj, draft.translation_states)
        yield obj


def token(obj: models.Model, language: Language) -> str:
    """What somebody who opened the screen has seen: the English and the translation."""
    return digest_of([*texts_of(obj, "en"), *texts_of(obj, language.code)])[:20]


def goes_into_draft(user, obj: models.Model, draft: Version | None) -> bool:
    return is_public(obj) and (draft is not None or not may_publish(user, obj))


def state_after(form: TranslationForm) -> str:
    """Reviewed where somebody vouches for it; else it waits for that, unless a reviewed
    text was left as it is."""
    if form.vouch:
        return State.REVIEWED
    known = TranslationState.objects.by_language(form.obj).get(form.language.code)
    untouched = known == State.REVIEWED and not form.changed_data
    return known if untouched else State.IN_REVIEW


def into_draft(form: TranslationForm, *, by) -> None:
    """Keep the translation in a draft; the page on the site does not change.

    To be called while the draft is in place: what is stored here is undone.
    """
    obj = form.obj
    form.store()
    form.words = words_in(obj, [form.language.code])
    row = _marked(form, by)
    snapshot = snapshots.take(type(obj)._default_manager.get(pk=obj.pk))
    form.kept = snapshot, {form.language.code: row.as_mark()} if row else {}


def keep_draft(form: TranslationForm, stored: models.Model, draft: Version | None, *, by) -> None:
    """After all is undone: the draft. That of a translator alone goes to review at once;
    one that an editor is writing stays as far as it has come."""
    snapshot, marks = form.kept
    alone = draft is None or draft.author_id == by.pk
    drafts.store(
        stored,
        snapshots.with_passing_pks(snapshot, snapshots.take(stored)),
        by=by if alone else draft.author,
        comment=_comment(form) if draft is None else "",
        review=Review.SUBMITTED if alone else Review(draft.review),
        marks=marks,
    )


def on_the_site(form: TranslationForm, *, by) -> None:
    """Store the translation, its state, a version, and what the search knows.

    Raises `Refused` where what would be on the site must not be there; the caller
    then undoes it.
    """
    obj = form.obj
    if not isinstance(obj, Publishable):
        form.store()
        form.words = words_in(obj, [form.language.code])
        _marked(form, by)
        refresh_states(obj, new_state=State.IN_REVIEW, by=by)
        return
    if not Version.objects.latest_number(obj):
        keep(obj, kind=VersionKind.SAVED, by=None, comment=_("As it was before the translation."))
    before = refusals.public_snapshot(obj)
    form.store()
    form.words = words_in(obj, [form.language.code])
    _marked(form, by)
    drafts.settle(obj, by=by)
    _hold_back(obj, before, form.language)
    keep(obj, kind=VersionKind.SAVED, by=by, comment=_comment(form))


def _hold_back(obj: Publishable, before: dict | None, language: Language) -> None:
    """What speaks against the language at hand; an old flaw of the English is not the
    translator's."""
    if not is_public(obj):
        return
    found = [
        refusal
        for refusal in refusals.refusals_of(obj, before)
        if refusal.blocks and refusal.language == language.code
    ]
    if found:
        raise refusals.Refused(found)


def _marked(form: TranslationForm, by) -> TranslationState | None:
    if not any(texts_of(form.obj, form.language.code)):
        return None
    return mark(form.obj, form.language.code, state_after(form), by=by)


def _comment(form: TranslationForm) -> str:
    name = form.language.english_name
    if form.vouch:
        return _("Translation reviewed: %(language)s") % {"language": name}
    return _("Translation: %(language)s") % {"language": name}
