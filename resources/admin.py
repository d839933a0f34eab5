from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from awareness import redirects
from bluecampaign.publishing.admin import PUBLISHING, LiveFilter, PublishingAdmin
from bluecampaign.translation.admin import TranslatedAdmin, TranslationStateInline

from . import views
from .forms import EditionForm
from .models import Edition, Resource, Topic


class EditionInline(admin.StackedInline):
    model = Edition
    form = EditionForm
    extra = 0
    fields = (
        ("language", "format", "print_size"),
        ("file", "url"),
        ("pages", "revision"),
    )


@admin.register(Resource)
class ResourceAdmin(PublishingAdmin):
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
    inlines = (EditionInline, TranslationStateInline)
    sections = (
        (_("Text"), {"translated": ["title", "summary", "body"]}),
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
    )

    def save_model(self, request, obj, form, change):
        """An item that is renamed leaves a redirect behind."""
        before = Resource.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if before:
            self.moved(before, obj)

    def moved(self, before, after):
        if before.slug != after.slug:
            redirects.remember(f"/resources/{before.slug}/", f"/resources/{after.slug}/")

    def preview(self, request, resource):
        return views.show(request, resource)


@admin.register(Topic)
class TopicAdmin(TranslatedAdmin):
    list_display = ("name_en", "slug", "order")
    list_editable = ("order",)
    search_fields = ("name_en", "slug")
    sections = ((None, {"translated": ["name"], "fields": ["slug", "order"]}),)
