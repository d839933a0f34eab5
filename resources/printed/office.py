"""The screens of printed matter for staff: revisions that are out, and what is wrong now."""

from collections.abc import Callable
from functools import cache, partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bluecampaign.signin.reading import ReadOnlyMixin
from bluecampaign.translation.languages import BY_CODE, CODES

from ..models import PrintedRevision, Resource
from .making import Sheet, Unprintable
from .orders import TAG_OF, Order
from .pieces import piece_of
from .revisions import look_at, look_at_all
from .voices import Sources


class PrintedAdmin(admin.ModelAdmin):
    """For an item that this site prints: its sheets, and a warning where one cannot be made."""

    def get_urls(self):
        sheets = self.admin_site.admin_view(self.sheets)
        return [
            path("<int:pk>/sheets/", sheets, name="resources_resource_sheets"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("sheets"))
    def printed_sheets(self, item) -> str | SafeString:
        if item.pk is None or piece_of(item) is None:
            return "–"
        address = reverse("admin:resources_resource_sheets", args=[item.pk])
        return format_html('<a href="{}">{}</a>', address, _("In every language, and revisions"))

    def sheets(self, request, pk: int):
        """Every sheet of an item: set now, so that what is wrong shows here first."""
        item = Resource.objects.filter(pk=pk).first()
        if item is None or piece_of(item) is None:
            raise Http404
        if not self.has_view_permission(request, item):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Sheets of %(item)s") % {"item": item},
            "opts": self.model._meta,
            "item": item,
            "rows": list(look_at_all(item)),
        }
        return TemplateResponse(request, "admin/printed_sheets.html", context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        item = form.instance
        if change and piece_of(item) is not None and item.is_live():
            self._warn(request, item)

    def _warn(self, request, item: Resource) -> None:
        fresh = Resource.objects.get(pk=item.pk)
        for code in CODES:
            problem = look_at(fresh, (code,)).problem
            if problem:
                language = BY_CODE[code].english_name
                told = _("Cannot be printed in %(language)s. %(problem)s")
                messages.warning(request, told % {"language": language, "problem": problem})


@admin.register(PrintedRevision)
class PrintedRevisionAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Which revisions were made, and whether one that hangs somewhere still is right."""

    list_display = ("code", "languages", "revision", "updated_on", "made_at", "is_right")
    list_filter = ("languages",)
    search_fields = ("revision", "resource__code")
    search_help_text = gettext_lazy("The six letters in the small print, or the code.")
    list_select_related = ("resource",)
    list_per_page = 50
    list_display_links = None

    @admin.display(description=gettext_lazy("code"), ordering="resource__code")
    def code(self, row) -> str:
        return row.resource.code

    @admin.display(description=gettext_lazy("still right"), boolean=True)
    def is_right(self, row) -> bool:
        return row.revision == row.current

    def get_changelist_instance(self, request):
        """Each row with the revision that its sheet would have now."""
        changelist = super().get_changelist_instance(request)
        current = cache(partial(current_revision, Sources()))
        for row in changelist.result_list:
            row.current = current(row.resource, row.languages)
        self._say_what_is_stale(request, current)
        return changelist

    def _say_what_is_stale(self, request, current: Callable[[Resource, str], str]) -> None:
        """How many are out of date, of those that were ever made."""
        rows = PrintedRevision.objects.select_related("resource").order_by("made_at")
        latest = {(row.resource_id, row.languages): row for row in rows}
        stale = sum(row.revision != current(row.resource, row.languages) for row in latest.values())
        if stale:
            told = ngettext(
                "%(number)s piece has changed since it was last printed.",
                "%(number)s pieces have changed since they were last printed.",
                stale,
            )
            messages.info(request, told % {"number": stale})


def current_revision(sources: Sources, item: Resource, languages: str) -> str:
    """What a sheet would have on it if it were made now; "" if none could be."""
    piece = piece_of(item)
    codes = tuple(TAG_OF.get(tag.lower(), "") for tag in languages.split("+"))
    if piece is None or not all(codes):
        return ""
    try:
        return Sheet(item, piece, Order(codes, piece.papers[0]), sources=sources).revision
    except Unprintable:
        return ""
