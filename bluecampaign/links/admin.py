"""The results of the link checker: to read, and to go where a link is mended."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bluecampaign.signin.reading import ReadOnlyMixin
from bluecampaign.translation.languages import BY_CODE, LANGUAGES

from .editing import place_of
from .models import LinkCheck
from .places import is_internal


class LanguageFilter(admin.SimpleListFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return [(language.code, language.english_name) for language in LANGUAGES]

    def queryset(self, request, queryset):
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = (
        *("shown", "where", "spoken", "verdict", "status", "error", "final_address"),
        *("checked_at", "failing_since"),
    )
    list_display_links = None
    list_filter = ("verdict", LanguageFilter, "content_type")
    list_per_page = 50
    search_fields = ("address", "final_address")
    ordering = ("address", "pk")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("content_object")

    @admin.display(description=_("address"), ordering="address")
    def shown(self, row) -> str:
        if is_internal(row.address):
            return row.address
        return format_html(
            '<a href="{}" rel="noopener noreferrer" target="_blank"><bdi dir="ltr">{}</bdi></a>',
            row.address,
            row.address,
        )

    @admin.display(description=_("where it stands"))
    def where(self, row) -> str:
        url, name = place_of(row)
        return format_html('<a href="{}">{}</a>', url, name) if url else name

    @admin.display(description=_("language"), ordering="language")
    def spoken(self, row) -> str:
        return BY_CODE[row.language].english_name if row.language in BY_CODE else ""
