from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from bluecampaign.media.uploading import UploadingMixin
from bluecampaign.publishing.admin import PUBLISHING, LiveFilter, PublishingAdmin
from bluecampaign.translation.admin import TranslatedAdmin, TranslationStateInline
from bluecampaign.wording.office import SaysWordsMixin

from . import views
from .addresses import remember
from .bulk.office.table_screen import BulkAdmin
from .inlines import EditionInline
from .models import Resource, Topic
from .office import CountedAdmin, ToolkitPartInline
from .posting.admin import PostingDutyAdmin  # noqa: F401
from .printed.office import PrintedAdmin


@admin.register(Resource)
class ResourceAdmin(UploadingMixin, BulkAdmin, CountedAdmin, PrintedAdmin, PublishingAdmin):
    list_display = (
        "code",
        "title_en",
        "kind",
        "year",
        "standing",
        "is_live_now",
        "languages",
    )
    list_filter = (
        LiveFilter,
        "status",
        "kind",
        "standing",
        "audiences",
        "topics",
        "component",
        "year",
    )
    search_fields = ("code", "title_en", "title_es", "summary_en")
    ordering = ("code",)
    list_per_page = 50
    markdown_fields = ("body",)
    autocomplete_fields = ("component", "replaced_by")
    filter_horizontal = ("audiences", "topics")
    prepopulated_fields = {"slug": ("title_en",)}
    inlines = (EditionInline, ToolkitPartInline, TranslationStateInline)
    readonly_fields = (
        *PublishingAdmin.readonly_fields,
        "printed_addresses",
        "printed_sheets",
        "downloads",
    )
    sections = (
        (_("Text"), {"translated": ["title", "summary", "body"]}),
        (
            _("Printed by this site"),
            {"fields": ["printed_as"], "translated": ["headline", "message"]},
        ),
        (
            _("What it is"),
            {
                "fields": [
                    ("code", "kind", "year"),
                    "slug",
                    "audiences",
                    "topics",
                    "component",
                    "orderable",
                ]
            },
        ),
        (_("Standing"), {"fields": [("standing", "replaced_by")]}),
        (_("Where we know it from"), {"fields": ["source_url", "note"]}),
        PUBLISHING,
        (_("On paper"), {"fields": ["printed_addresses", "printed_sheets", "downloads"]}),
    )

    def get_inlines(self, request, obj):
        """Items for toolkits alone, and for what has some by mistake."""
        if obj is None or obj.is_toolkit or obj.parts.exists():
            return self.inlines
        return [inline for inline in self.inlines if inline is not ToolkitPartInline]

    def save_model(self, request, obj, form, change):
        """An item that is renamed leaves its old addresses behind."""
        before = Resource.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if before:
            self.moved(before, obj)

    def moved(self, before, after):
        remember(before, after)

    def preview(self, request, resource):
        resource.is_previewed = True
        return views.answer(request, resource)


@admin.register(Topic)
class TopicAdmin(SaysWordsMixin, TranslatedAdmin):
    list_display = ("name_en", "slug", "order")
    list_editable = ("order",)
    search_fields = ("name_en", "slug")
    sections = ((None, {"translated": ["name"], "fields": ["slug", "order"]}),)
