"""Many files at once, in the admin: chosen, told what becomes of each, assigned by hand."""

import time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bluecampaign.media import waiting
from bluecampaign.media.storing import fresh_files
from bluecampaign.media.uploading import BY_SCRIPT, NEXT
from bluecampaign.translation.languages import LANGUAGES
from resources.bulk.files import (
    STORED,
    Fate,
    Kept,
    Match,
    NotStored,
    apply,
    counted,
    discard,
    keep,
    match,
)
from resources.bulk.names import Reader
from resources.models import Edition, Resource

from .forms import AssignForm, FilesForm

WAITING = "many_files"
MOST_CODES = 3000


class FilesScreen:
    """For the admin of the catalogue; see `BulkAdmin`."""

    def files_urls(self) -> list:
        view, name = self.admin_site.admin_view, "resources_resource"
        return [
            path("files/", view(self.files_view), name=f"{name}_files"),
            path("files/look/", view(self.files_look), name=f"{name}_files_look"),
        ]

    def files_view(self, request):
        """Takes files in; each is judged at once, and what is refused is thrown away."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        _forget(request)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = FilesForm(*sent)
        if request.method == "POST" and form.is_valid():
            reader = Reader()
            kept = [keep(file.name, file, reader) for file in form.cleaned_data["files"]]
            _remember(request, kept)
            return _gone_on(request, self.url_of("files_look"))
        response = self.page(
            request, "admin/many_files.html", _("Upload many files"), form=form, media=self.media
        )
        response.status_code = 400 if request.method == "POST" else 200
        return response

    def files_look(self, request):
        """What becomes of each file; confirmed as it was shown, it is done."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        kept = _waiting(request)
        if kept is None:
            text = _("The preview is too old. Upload the files again.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(self.url_of("files"))
        if request.method != "POST":
            return self._show_files(request, kept)
        if "cancel" in request.POST:
            _forget(request)
            messages.info(request, _("Nothing was stored. The files are put away."))
            return HttpResponseRedirect(self.url_of("files"))
        assigned = [_assigned(request, place, one) for place, one in enumerate(kept)]
        _remember(request, assigned)
        if "store" not in request.POST or assigned != kept:
            return HttpResponseRedirect(self.url_of("files_look"))
        return self._store_files(request, kept)

    def _show_files(self, request, kept: list[Kept]):
        matches = match(kept, by=request.user)
        request.session[WAITING]["agreed"] = {str(n): m.token for n, m in enumerate(matches)}
        request.session.modified = True
        rows = [(one, _form(place, one)) for place, one in enumerate(matches)]
        return self.page(
            request,
            "admin/many_files_look.html",
            _("What becomes of the files"),
            rows=rows,
            counts=list(counted(matches)),
            to_store=sum(one.fate in STORED for one in matches),
            open=sum(one.fate is Fate.UNMATCHED for one in matches),
            codes=Resource.objects.order_by("code").values_list("code", "title_en")[:MOST_CODES],
            languages=_languages(),
        )

    def _store_files(self, request, kept: list[Kept]):
        agreed = request.session[WAITING].get("agreed", {})
        try:
            with fresh_files():
                matches = apply(kept, by=request.user, agreed=agreed)
        except NotStored as refused:
            messages.error(request, _("Nothing was stored. Leave these out, or put them right:"))
            for reason in refused.reasons:
                messages.error(request, reason)
            return HttpResponseRedirect(self.url_of("files_look"))
        _forget(request)
        _tell(request, matches)
        return HttpResponseRedirect(self.url_of("changelist"))


def _form(place: int, one: Match) -> AssignForm | None:
    """The fields of a file that was taken in."""
    if one.fate is Fate.REFUSED:
        return None
    said = one.kept.named
    initial = {"code": said.code, "language": said.language, "size": said.size}
    return AssignForm(
        prefix=f"file-{place}",
        initial=initial | {"is_out": one.kept.is_out},
        name=one.kept.name,
        codes="known-codes",
        languages="known-languages",
    )


def _assigned(request, place: int, kept: Kept) -> Kept:
    """A file as the form says; as it was where the form says nothing of it."""
    if kept.reasons or f"file-{place}-code" not in request.POST:
        return kept
    form = AssignForm(request.POST, prefix=f"file-{place}", name=kept.name)
    if not form.is_valid():
        return kept
    named, is_out = form.named(), form.cleaned_data["is_out"]
    return Kept.of_json({**kept.as_json(), "named": _plain(named), "is_out": is_out})


def _plain(named) -> dict:
    return {"code": named.code, "language": named.language, "size": named.size}


def _languages() -> list[tuple[str, str]]:
    """Tags to choose from: those of the site, then what editions have besides."""
    known = {language.tag: language.english_name for language in LANGUAGES}
    used = Edition.objects.order_by("language").values_list("language", flat=True).distinct()
    return [*known.items(), *((tag, "") for tag in used if tag not in known)]


def _remember(request, kept: list[Kept]) -> None:
    at = request.session.get(WAITING, {}).get("at", time.time())
    told = request.session.get(WAITING, {}).get("agreed", {})
    request.session[WAITING] = {"files": [k.as_json() for k in kept], "at": at, "agreed": told}


def _waiting(request) -> list[Kept] | None:
    """The files that wait for this person; None once they are gone."""
    told = request.session.get(WAITING)
    if told is None or waiting.is_over(told["at"]):
        _forget(request)
        return None
    return [Kept.of_json(data) for data in told["files"]]


def _forget(request) -> None:
    told = request.session.pop(WAITING, None)
    if told:
        discard(Kept.of_json(data) for data in told["files"])


def _tell(request, matches: list[Match]) -> None:
    stored = [one for one in matches if one.fate in STORED]
    drafts = sum(one.is_draft for one in stored)
    if len(stored) > drafts:
        text = ngettext("%(n)d file was stored.", "%(n)d files were stored.", len(stored) - drafts)
        messages.success(request, text % {"n": len(stored) - drafts})
    if drafts:
        text = ngettext(
            "%(n)d file stands in a draft that waits for review.",
            "%(n)d files stand in drafts that wait for review.",
            drafts,
        )
        messages.success(request, text % {"n": drafts})
    for one in matches:
        if one.fate in (Fate.REFUSED, Fate.UNMATCHED):
            messages.warning(request, f"{one.kept.name}: {' '.join(map(str, one.reasons))}")


def _gone_on(request, url: str) -> HttpResponse:
    """To the next page, also for the script that shows how far an upload has come."""
    if BY_SCRIPT in request.headers:
        return HttpResponse(status=204, headers={NEXT: url})
    return HttpResponseRedirect(url)
