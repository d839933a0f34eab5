"""Many items at once, in the admin: the catalogue as a table, out and in, and many files.

What was uploaded waits in the storage under a name that is not served, and is known to
the session of whoever sent it. Nothing is stored before they have seen what it does; what
is put away, confirmed or replaced by the next upload is gone at once.
"""

import time

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bluecampaign.media import waiting
from resources.bulk import tables
from resources.bulk.exports import everything, export, file_name
from resources.bulk.plan import Outcome, Plan, apply, demand_columns, examine
from resources.bulk.tables import TableError

from .files_screen import FilesScreen
from .forms import TableForm

KEPT = "table"
ROWS = 200


class BulkAdmin(FilesScreen):
    """For the admin of the catalogue, in front of its other bases."""

    change_list_template = "admin/catalogue_list.html"
    actions = ("publish", "unpublish", "export_csv", "export_xlsx")

    def get_urls(self):
        view, name = self.admin_site.admin_view, "resources_resource"
        return [
            path("table/", view(self.table_view), name=f"{name}_table"),
            path("table/look/", view(self.table_look), name=f"{name}_table_look"),
            path("table/<str:format>/", view(self.export_view), name=f"{name}_export"),
            *self.files_urls(),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        may = self.may_bulk(request)
        return super().changelist_view(request, {**(extra_context or {}), "may_bulk": may})

    def may_bulk(self, request) -> bool:
        return self.has_change_permission(request) or self.has_add_permission(request)

    # --- Out ---------------------------------------------------------------------------

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_csv(self, request, queryset):
        return self._as_file(request, queryset.order_by("code"), tables.CSV)

    @admin.action(description=gettext_lazy("Export as a spreadsheet (XLSX)"), permissions=["view"])
    def export_xlsx(self, request, queryset):
        return self._as_file(request, queryset.order_by("code"), tables.XLSX)

    def export_view(self, request, format):
        """The whole catalogue."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        known = format if format in tables.CONTENT_TYPES else tables.CSV
        return self._as_file(request, everything(), known)

    def _as_file(self, request, items, format: str):
        try:
            data = export(items, format)
        except TableError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(self.url_of("changelist"))
        headers = {"Content-Disposition": f'attachment; filename="{file_name(format)}"'}
        return HttpResponse(data, content_type=tables.CONTENT_TYPES[format], headers=headers)

    # --- In ----------------------------------------------------------------------------

    def table_view(self, request):
        """The way out, for all who see the catalogue, and the way in."""
        may_bulk = self.may_bulk(request)
        if not self.has_view_permission(request) or (request.method == "POST" and not may_bulk):
            raise PermissionDenied
        _forget(request)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form, problems = TableForm(*sent), []
        if form.is_valid():
            try:
                return self._keep_table(request, form.cleaned_data["file"])
            except TableError as error:
                problems = error.problems
        facts = {"form": form, "problems": problems, "may_bulk": may_bulk}
        response = self.page(request, "admin/table.html", _("The catalogue as a table"), **facts)
        response.status_code = 400 if request.method == "POST" else 200
        return response

    def _keep_table(self, request, file):
        data = file.read()
        demand_columns(tables.read(data))
        place, name = waiting.put(data), file.name[:100]
        request.session[KEPT] = {"place": place, "name": name, "agreed": {}, "at": time.time()}
        return HttpResponseRedirect(self.url_of("table_look"))

    def table_look(self, request):
        """What the table would do; confirmed, it does it."""
        if not self.may_bulk(request):
            raise PermissionDenied
        kept = request.session.get(KEPT)
        try:
            table = _waiting(kept)
            if request.method == "POST":
                return self._decide_table(request, table, kept)
            plan = examine(table, by=request.user)
        except (FileNotFoundError, TableError) as error:
            _forget(request)
            old = _("The preview is too old. Upload the file again.")
            self.message_user(
                request, str(error) if isinstance(error, TableError) else old, messages.ERROR
            )
            return HttpResponseRedirect(self.url_of("table"))
        request.session[KEPT] = {**kept, "agreed": plan.agreed}
        seen = _seen(plan) | {"name": kept["name"]}
        return self.page(request, "admin/table_look.html", _("What the table does"), **seen)

    def _decide_table(self, request, table, kept: dict):
        if "import" not in request.POST:
            _forget(request)
            messages.info(request, _("Nothing was imported. The file is put away."))
            return HttpResponseRedirect(self.url_of("table"))
        take = {int(line) for line in request.POST.getlist("take") if line.isdecimal()}
        plan = apply(table, by=request.user, agreed=kept["agreed"], take=take, name=kept["name"])
        _forget(request)
        self._tell_plan(request, plan)
        return HttpResponseRedirect(self.url_of("changelist"))

    def _tell_plan(self, request, plan: Plan) -> None:
        done = plan.of(Outcome.ADDED, Outcome.CHANGED)
        drafts = sum(finding.is_draft for finding in done)
        if len(done) > drafts:
            text = ngettext("%(n)d was stored.", "%(n)d were stored.", len(done) - drafts)
            messages.success(request, text % {"n": len(done) - drafts})
        if drafts:
            text = ngettext(
                "%(n)d is a draft now and waits for review.",
                "%(n)d are drafts now and wait for review.",
                drafts,
            )
            messages.success(request, text % {"n": drafts})
        for finding in plan.of(Outcome.REFUSED, Outcome.CONFLICT, Outcome.OVERTAKEN):
            said = f"{finding.code}: {finding.outcome.label}. {' '.join(finding.reasons)}"
            messages.warning(request, said)
        if not done:
            messages.info(request, _("Nothing was changed."))


def _waiting(kept: dict | None) -> tables.Table:
    """The table that waits; raises FileNotFoundError once it is gone."""
    if kept is None or waiting.is_over(kept["at"]):
        raise FileNotFoundError
    return tables.read(waiting.get(kept["place"]))


def _seen(plan: Plan) -> dict:
    """A plan as the screen shows it: the urgent rows first, long lists cut."""
    groups = []
    for outcome, number in plan.counts:
        most = number if outcome in (Outcome.CONFLICT, Outcome.REFUSED) else ROWS
        if outcome is not Outcome.UNCHANGED:
            groups.append((outcome, plan.of(outcome)[:most], number - most))
    return {
        "counts": plan.counts,
        "groups": groups,
        "to_store": len(plan.of(Outcome.ADDED, Outcome.CHANGED)),
        "conflicts": len(plan.of(Outcome.CONFLICT)),
    }


def _forget(request) -> None:
    """Take away what waited for this person."""
    kept = request.session.pop(KEPT, None)
    if kept:
        waiting.discard([kept["place"]])
