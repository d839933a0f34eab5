"""Texts to translators and back, in the admin: export, report, confirmation.

An uploaded file is read at once and thrown away. What it would store waits in the
session, signed in with the person, until it is confirmed or put away; after an hour
it counts for nothing.
"""

import time

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from bluecampaign.media.waiting import is_over
from bluecampaign.publishing.difference import marked_if_short
from bluecampaign.publishing.exchange import apply, examine, export
from bluecampaign.translation.exchange.comparison import Finding, Outcome, Report
from bluecampaign.translation.exchange.files import (
    CONTENT_TYPES,
    ENDINGS,
    read,
    write,
)
from bluecampaign.translation.exchange.segments import sections
from bluecampaign.translation.exchange.units import (
    LARGEST_FILE,
    ExchangeError,
    ExchangeFile,
    Unit,
)
from bluecampaign.translation.languages import get_language
from bluecampaign.translation.roles import languages_of

KEPT = "exchange"
MOST_KEPT = 5_000_000
ROWS = 100
FORMAT_NAMES = {"po": "PO (Poedit, Weblate)", "xliff": "XLIFF 1.2"}


class ExportForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    section = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    address = forms.CharField(
        label=gettext_lazy("Or one address"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For one page alone: /get-help/"),
    )
    format = forms.ChoiceField(label=gettext_lazy("File"), choices=FORMAT_NAMES.items())
    outstanding = forms.BooleanField(
        label=gettext_lazy("Only what is missing, outdated or a machine draft"),
        required=False,
        initial=True,
    )

    def __init__(self, *args, codes: tuple[str, ...], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(c, get_language(c).english_name) for c in codes]
        whole = [("", _("Everything"))]
        named = [(key, capfirst(key.replace("-", " "))) for key in sorted(sections())]
        self.fields["section"].choices = whole + named

    def units(self) -> list[Unit]:
        """The texts that were asked for; raises `ExchangeError`."""
        said = self.cleaned_data
        section = said["address"].strip() or said["section"]
        if said["address"].strip() and not section.startswith("/"):
            raise ExchangeError(_("An address begins with /."))
        return export(self.spoken, section=section, outstanding=said["outstanding"])

    @property
    def spoken(self):
        return get_language(self.cleaned_data["language"])


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of the translator"),
        help_text=gettext_lazy("PO or XLIFF 1.2, up to 20 MB. You see what it changes first."),
        widget=forms.ClearableFileInput({"accept": ".po,.xlf,.xliff"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            text = _("The file is larger than %(n)d MB.")
            raise forms.ValidationError(text % {"n": LARGEST_FILE // (1024 * 1024)})
        return file


class ExchangeScreens:
    """The screens of an admin site; only for languages that somebody may translate."""

    def __init__(self, site) -> None:
        self.site = site

    @property
    def urls(self) -> list:
        wrap = self.site.admin_view
        return [
            path("exchange/", wrap(require_GET(self.start)), name="exchange"),
            path("exchange/export/", wrap(require_GET(self.export)), name="exchange-export"),
            path("exchange/report/", wrap(require_POST(self.report)), name="exchange-report"),
            path("exchange/import/", wrap(require_POST(self.confirm)), name="exchange-import"),
        ]

    def start(self, request: HttpRequest) -> HttpResponse:
        request.session.pop(KEPT, None)
        return self._start(request)

    def _start(self, request, *, status: int = 200, problems=(), **filled) -> HttpResponse:
        codes = self._codes(request)
        context = {
            "export_form": filled.get("export_form") or ExportForm(codes=codes),
            "upload_form": filled.get("upload_form") or UploadForm(),
            "problems": list(problems),
        }
        title = _("Texts for translators")
        return self._page(request, "admin/exchange.html", title, status=status, **context)

    def _page(self, request, template: str, title: str, *, status=200, **context) -> HttpResponse:
        whole = {**self.site.each_context(request), "title": title, **context}
        return TemplateResponse(request, template, whole, status=status)

    def _codes(self, request) -> tuple[str, ...]:
        codes = languages_of(request.user)
        if not codes:
            raise PermissionDenied
        return codes

    def export(self, request: HttpRequest) -> HttpResponse:
        """The file that was asked for, or the form with what is wrong."""
        form = ExportForm(request.GET, codes=self._codes(request))
        if not form.is_valid():
            return self._start(request, status=400, export_form=form)
        format = form.cleaned_data["format"]
        try:
            data = write(form.units(), form.spoken, format)
        except ExchangeError as error:
            return self._start(request, status=400, export_form=form, problems=error.problems)
        place = form.cleaned_data["address"] or form.cleaned_data["section"]
        place = slugify(place.replace("/", "-")) or "all"
        name = f"texts-{form.spoken.tag}-{place}.{ENDINGS[format]}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(data, content_type=CONTENT_TYPES[format], headers=headers)

    def report(self, request: HttpRequest) -> HttpResponse:
        """What an uploaded file would change; nothing is stored yet."""
        codes = self._codes(request)
        request.session.pop(KEPT, None)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._start(request, status=400, upload_form=form)
        try:
            file = read(form.cleaned_data["file"].read())
            if file.language.code not in codes:
                text = _("You may not translate %(language)s.")
                raise ExchangeError(text % {"language": file.language.english_name})
            found = examine(file, by=request.user)
            request.session[KEPT] = kept(found)
        except ExchangeError as error:
            return self._start(request, status=400, problems=error.problems)
        title = _("What the file changes: %(language)s") % {"language": file.language.english_name}
        return self._page(
            request,
            "admin/exchange_report.html",
            title,
            report=found,
            name=form.cleaned_data["file"].name,
            counts=[(outcome, number) for outcome, number in found.counts.items() if number],
            groups=list(_groups(found)),
            to_store=len(found.agreed().units),
            conflicts=len(found.conflicts),
        )

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Store what the report has shown, or put it away."""
        codes = self._codes(request)
        waiting = request.session.pop(KEPT, None)
        back = HttpResponseRedirect(reverse("admin:exchange"))
        if "import" not in request.POST:
            messages.info(request, _("Nothing was imported. The file is put away."))
            return back
        if waiting is None or is_over(waiting["at"]):
            messages.error(request, _("The report is too old. Upload the file again."))
            return back
        file = agreed(waiting, set(request.POST.getlist("take")))
        if file.language.code not in codes:
            raise PermissionDenied
        applied = apply(file, by=request.user)
        self._tell(request, applied)
        return back

    def _tell(self, request, applied) -> None:
        live, waiting = len(applied.live), len(applied.drafts)
        if live:
            text = ngettext("%(n)d was changed.", "%(n)d were changed.", live)
            messages.success(request, text % {"n": live})
        if waiting:
            text = ngettext(
                "%(n)d is a draft now and waits for review.",
                "%(n)d are drafts now and wait for review.",
                waiting,
            )
            messages.success(request, text % {"n": waiting})
        for finding in applied.report.left():
            reasons = " ".join(finding.reasons)
            messages.warning(request, f"{finding.path}: {finding.outcome.label}. {reasons}")
        if not live and not waiting:
            messages.info(request, _("There was nothing to import."))


def kept(report: Report) -> dict:
    """What a session keeps of a report: the texts to store, those in conflict apart.

    Raises `ExchangeError` if it is more than a session should hold.
    """
    conflicts = set(report.conflicts)
    units = [
        [unit.id, unit.target, unit.english_digest, unit.target_digest, unit.id in conflicts]
        for unit in report.agreed(conflicts).units
    ]
    if sum(len(unit[1]) for unit in units) > MOST_KEPT:
        raise ExchangeError(
            _("That is too much for one upload. Ask whoever runs the site to import the file.")
        )
    return {"language": report.language.code, "units": units, "at": time.time()}


def agreed(waiting: dict, take: set[str]) -> ExchangeFile:
    """What is stored of that: all that is in no conflict, and what `take` names."""
    units = [
        Unit(id, "", "", target, english_digest=english, target_digest=before)
        for id, target, english, before, in_conflict in waiting["units"]
        if not in_conflict or id in take
    ]
    return ExchangeFile(get_language(waiting["language"]), units)


def _groups(report: Report):
    """The findings to look at, the urgent ones first: an outcome, its rows, how many more."""
    first = [Outcome.ENGLISH_CHANGED, Outcome.STAFF_CHANGED, Outcome.REFUSED]
    rest = [o for o in Outcome if o not in first and not o.is_quiet]
    for outcome in [*first, *rest]:
        findings = report.of(outcome)
        shown = findings if outcome.is_conflict else findings[:ROWS]
        if findings:
            yield outcome, [(f, *_texts(f)) for f in shown], len(findings) - len(shown)


def _texts(finding: Finding) -> tuple[str, str]:
    """What stands there and what the file says, the differences marked where it is short."""
    return marked_if_short(finding.now.target if finding.now else "", finding.unit.target)
