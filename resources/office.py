"""The catalogue's own screens for staff: downloads in numbers, items of a toolkit."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, Sum
from django.http import StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bluecampaign.pages.languages import name_of
from bluecampaign.signin.reading import ReadOnlyMixin

from .addresses import permanent_url
from .counting import csv_lines
from .grouping import in_order
from .models import DownloadCount, Resource, ToolkitPart

CHART_DAYS = 90
BAR_WIDTH, CHART_HEIGHT = 2, 24


class ToolkitPartInline(admin.TabularInline):
    model = ToolkitPart
    fk_name = "toolkit"
    extra = 0
    fields = ("resource", "order")
    autocomplete_fields = ("resource",)


@dataclass(frozen=True, slots=True)
class Bar:
    """A day of a chart; its place and height are those of a rectangle."""

    day: date
    count: int
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class ChartRow:
    """What was downloaded in one language; the same scale holds for all rows."""

    language: str
    total: int
    bars: list[Bar]


def chart_of(item: Resource, today: date) -> list[ChartRow]:
    """The downloads of the last 90 days by language, files, sheets and whole toolkit together."""
    first = today - timedelta(days=CHART_DAYS - 1)
    rows = (
        DownloadCount.objects.filter(Q(edition__resource=item) | Q(code=item.code))
        .filter(day__range=(first, today))
        .order_by()
        .values_list("language", "day")
        .annotate(number=Sum("count"))
    )
    counts: dict[str, dict[date, int]] = {}
    for language, day, number in rows:
        counts.setdefault(language, {})[day] = number
    most = max((n for days in counts.values() for n in days.values()), default=1)
    return [
        ChartRow(name_of(tag).name, sum(counts[tag].values()), _bars(counts[tag], first, most))
        for tag in in_order(counts)
    ]


def _bars(days: dict[date, int], first: date, most: int) -> list[Bar]:
    bars = []
    for day, number in sorted(days.items()):
        height = max(1, round(CHART_HEIGHT * number / most))
        x = (day - first).days * BAR_WIDTH
        bars.append(Bar(day, number, x, CHART_HEIGHT - height, height))
    return bars


class CountedAdmin:
    """For the admin of the catalogue: the printed addresses of an item, its downloads."""

    @admin.display(description=gettext_lazy("addresses to print"))
    def printed_addresses(self, item) -> str | SafeString:
        if not item.code:
            return _("They are there once the item is saved.")
        addresses = [permanent_url(item.code, tag) for tag in ("", *item.languages)]
        shown = format_html_join("", "<li>{}</li>", ((address,) for address in addresses))
        former = ", ".join(item.former_codes.values_list("code", flat=True))
        told = format_html("<p>{} {}</p>", _("Former codes:"), former) if former else ""
        return format_html("<ul>{}</ul>{}", shown, told)

    @admin.display(description=gettext_lazy("downloads"))
    def downloads(self, item) -> str | SafeString:
        context = {
            "rows": chart_of(item, timezone.localdate()) if item.pk else [],
            "days": CHART_DAYS,
            "width": CHART_DAYS * BAR_WIDTH,
            "height": CHART_HEIGHT,
            "bar_width": BAR_WIDTH,
            "list_url": _list_of("changelist", item),
            "csv_url": _list_of("export", item),
        }
        return render_to_string("admin/downloads.html", context)


def _list_of(name: str, item: Resource) -> str:
    address = reverse(f"admin:resources_downloadcount_{name}")
    return f"{address}?{urlencode({'code__exact': item.code})}"


@admin.register(DownloadCount)
class DownloadCountAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """To look at and to take away as a file; nobody writes here by hand."""

    list_display = ("day", "code", "language_name", "is_archive", "sheet", "count")
    list_filter = ("day", "language", "is_archive")
    search_fields = ("code",)
    search_help_text = gettext_lazy("The code of an item.")
    date_hierarchy = "day"
    ordering = ("-day", "code", "language")
    list_per_page = 100
    list_display_links = None
    change_list_template = "admin/download_counts.html"

    def lookup_allowed(self, lookup, value, request=None) -> bool:
        return lookup == "code__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def language_name(self, row) -> str:
        return name_of(row.language).name

    def get_urls(self):
        export = self.admin_site.admin_view(self.export)
        return [path("export/", export, name="resources_downloadcount_export"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        url = f"{reverse('admin:resources_downloadcount_export')}?{request.GET.urlencode()}"
        return super().changelist_view(request, {**(extra_context or {}), "export_url": url})

    def export(self, request):
        """The counts that the list shows at these filters, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request)
        response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="downloads.csv"'
        return response
