"""One object in one language: English on one side, the translation on the other."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bluecampaign.publishing import snapshots
from bluecampaign.publishing.drafts import locked
from bluecampaign.publishing.models import Publishable
from bluecampaign.publishing.refusals import Refused
from bluecampaign.translation.exchange.segments import roots
from bluecampaign.translation.languages import Language
from bluecampaign.translation.models import State, TranslationState
from bluecampaign.translation.roles import may_review
from bluecampaign.wording.office import say_which

from . import saving, worklist
from .desk import Filter, language_or_refuse, screen
from .forms import TranslationForm

SEEN, SAVE, NEXT, REVIEWED = "_seen", "_save", "_next", "_reviewed"


def find(label: str, pk: int) -> models.Model:
    model = roots().get(label)
    found = model and worklist.objects_of(model).filter(pk=pk).first()
    if not found:
        raise Http404
    return snapshots.whole(found)


def address(name: str, language: Language, label: str, pk: int, query: str = "") -> str:
    return reverse(f"admin:translate-{name}", args=[language.code, label, pk]) + query


@dataclass
class Place:
    """Where an object stands in the work list that one came from."""

    before: worklist.Task | None
    after: worklist.Task | None
    number: int
    total: int

    @classmethod
    def of(cls, wanted: Filter, code: str, label: str, pk: int) -> "Place":
        everything = worklist.tasks(code)
        here = (label, pk)
        shown = {(task.label, task.pk) for task in wanted.of(everything)} | {here}
        row = [task for task in everything if (task.label, task.pk) in shown]
        at = next((n for n, t in enumerate(row) if (t.label, t.pk) == here), 0)
        before = row[at - 1] if at else None
        after = row[at + 1] if at + 1 < len(row) else None
        return cls(before, after, at + 1, len(row))


def translate(request: HttpRequest, code: str, label: str, pk: int):
    """The screen of one object, and its saving."""
    language = language_or_refuse(request, code)
    obj = find(label, pk)
    wanted = Filter(request)
    place = Place.of(wanted, code, label, pk)
    if request.method == "POST":
        return _save(request, obj, language, place, wanted)
    draft = saving.working_draft(obj)
    with saving.as_worked_on(obj, draft):
        return _show(request, TranslationForm(obj, language), place, wanted, draft)


@transaction.atomic
def _save(request, obj, language: Language, place: Place, wanted: Filter):
    vouch = REVIEWED in request.POST
    if vouch and not may_review(request.user, language.code):
        raise PermissionDenied
    obj = locked(type(obj), obj.pk)
    draft = saving.working_draft(obj)
    drafting = saving.goes_into_draft(request.user, obj, draft)
    with saving.as_worked_on(obj, draft):
        form = TranslationForm(obj, language, vouch=vouch, data=request.POST)
        if request.POST.get(SEEN) != saving.token(obj, language):
            form.add_error(None, _changed_meanwhile())
        if not form.is_valid() or not _store(request, form, drafting):
            return _show(request, form, place, wanted, draft)
    if drafting:
        stored = type(obj)._default_manager.get(pk=obj.pk)
        saving.keep_draft(form, stored, draft, by=request.user)
    messages.success(request, _said(obj, language, vouch, drafting))
    say_which(request, form.words)
    return HttpResponseRedirect(_onward(request, language, obj, place, wanted))


def _store(request, form: TranslationForm, drafting: bool) -> bool:
    """Into a draft (everything stored meanwhile is undone) or onto the site; False
    where the site refuses it."""
    if drafting:
        with transaction.atomic():
            saving.into_draft(form, by=request.user)
            transaction.set_rollback(True)
        return True
    try:
        with transaction.atomic():
            saving.on_the_site(form, by=request.user)
    except Refused as refused:
        for refusal in refused.found:
            form.add_error(None, f"{refusal.reason} {refusal.fix}")
        return False
    owner = admin.site.get_model_admin(type(form.obj))
    owner.log_change(request, form.obj, f"translated: {form.language.code}")
    return True


def _changed_meanwhile() -> str:
    return _(
        "The English or the translation has changed since you opened this page. Nothing "
        "is lost: your text stands below, the English is the newest. Compare, then save "
        "again."
    )


def _said(obj, language: Language, vouch: bool, drafting: bool) -> str:
    names = {"name": obj, "language": language.english_name}
    if drafting:
        text = _("“%(name)s” in %(language)s is kept in a draft. A publisher puts it on the site.")
    elif vouch:
        text = _("“%(name)s” in %(language)s is saved as reviewed.")
    else:
        text = _("“%(name)s” in %(language)s is saved. It waits for review.")
    return text % names


def _onward(request, language: Language, obj, place: Place, wanted: Filter) -> str:
    """To the next one where that was asked for and there is one, else back here."""
    query = wanted.query().removesuffix("?")
    if SAVE not in request.POST:
        if place.after:
            return address("work", language, place.after.label, place.after.pk, query)
        return reverse("admin:translate-list", args=[language.code]) + query
    return request.get_full_path()


def _show(request, form: TranslationForm, place: Place, wanted: Filter, draft):
    """The screen, made while a draft is in place."""
    obj, language = form.obj, form.language
    row = TranslationState.objects.of(obj).filter(language=language.code).first()
    label = request.resolver_match.kwargs["label"]
    query = wanted.query().removesuffix("?")

    def url_of(task):
        return task and address("work", language, task.label, task.pk, query)

    answer = screen(
        request,
        "admin/translate_work.html",
        _("%(name)s in %(language)s") % {"name": obj, "language": language.english_name},
        object=obj,
        language=language,
        form=form,
        groups=list(form.groups()),
        seen=saving.token(obj, language),
        state=State(row.state).label if row else worklist.LABELS[worklist.MISSING],
        draft=draft,
        drafting=saving.goes_into_draft(request.user, obj, draft),
        at_once=not isinstance(obj, Publishable),
        may_review=may_review(request.user, language.code),
        place=place,
        before_url=url_of(place.before),
        after_url=url_of(place.after),
        list_url=reverse("admin:translate-list", args=[language.code]) + query,
        preview_url=_has_preview(obj) and address("preview", language, label, obj.pk),
    )
    answer.render()
    return answer


def _has_preview(obj) -> bool:
    return getattr(admin.site.get_model_admin(type(obj)), "preview", None) is not None


def preview(request: HttpRequest, code: str, label: str, pk: int):
    """What readers of the language would see if what is kept were published."""
    language = language_or_refuse(request, code)
    obj = find(label, pk)
    if not _has_preview(obj):
        raise Http404
    with translation.override(language.code):
        return admin.site.get_model_admin(type(obj)).preview_of(request, obj)
