from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from bluecampaign.publishing.admin import PUBLISHING, LiveFilter, PublishingAdmin
from bluecampaign.translation.admin import (
    LanguageFields,
    TranslatedAdmin,
    TranslationStateInline,
)

from . import redirects, views
from .models import (
    Audience,
    Block,
    ComponentProfile,
    Indicator,
    Observance,
    Page,
    Redirect,
    Term,
)


class BlockInline(LanguageFields, admin.StackedInline):
    model = Block
    extra = 0
    markdown_fields = ("body",)
    autocomplete_fields = ("picture",)
    sections = (
        (None, {"fields": [("kind", "key", "order")]}),
        (None, {"translated": ["heading", "body"]}),
        (
            _("Link, picture, selection"),
            {
                "classes": ["collapse"],
                "translated": ["link_text"],
                "fields": ["link_url", "selection", "picture"],
            },
        ),
    )


PLACE = (
    _("Place"),
    {"fields": [("parent", "slug"), ("menu", "order"), "audiences"]},
)


@admin.register(Page)
class PageAdmin(PublishingAdmin):
    list_display = ("title_en", "address", "menu", "is_live_now", "updated_at", "languages")
    list_filter = (LiveFilter, "status", "menu", "audiences")
    search_fields = ("title_en", "title_es", "path", "summary_en")
    ordering = ("path",)
    list_per_page = 50
    autocomplete_fields = ("parent",)
    filter_horizontal = ("audiences",)
    inlines = (BlockInline, TranslationStateInline)
    sections = (
        (_("Text"), {"translated": ["title", "nav_title", "summary"]}),
        PLACE,
        PUBLISHING,
    )

    @admin.display(description=_("address"), ordering="path")
    def address(self, page) -> str:
        return f"/{page.path}/" if page.path else "/"

    def save_model(self, request, obj, form, change):
        """A page that moves leaves a redirect behind, and so does each page below it."""
        before = Page.objects.values_list("path", flat=True).filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if before and before != obj.path:
            redirects.remember(f"/{before}/", f"/{obj.path}/")
            redirects.move_children(obj)

    def preview(self, request, page):
        return views.show(request, page)


@admin.register(ComponentProfile)
class ComponentProfileAdmin(PageAdmin):
    list_display = ("acronym", "title_en", "address", "is_live_now", "updated_at")
    list_filter = (LiveFilter, "status")
    sections = (
        (
            _("Text"),
            {
                "translated": ["title", "nav_title", "summary"],
                "fields": ["acronym", "official_url"],
            },
        ),
        PLACE,
        PUBLISHING,
    )


@admin.register(Audience)
class AudienceAdmin(TranslatedAdmin):
    list_display = ("name_en", "slug", "order", "page")
    list_select_related = ("page",)
    search_fields = ("name_en", "slug")
    autocomplete_fields = ("page",)
    sections = ((None, {"translated": ["name"], "fields": ["slug", "order", "page"]}),)


@admin.register(Indicator)
class IndicatorAdmin(TranslatedAdmin):
    list_display = ("text_en", "group", "order")
    list_filter = ("group",)
    list_editable = ("order",)
    search_fields = ("text_en", "text_es")
    prepopulated_fields = {"key": ("text_en",)}
    sections = ((None, {"translated": ["text"], "fields": ["group", "key", "order"]}),)


@admin.register(Observance)
class ObservanceAdmin(TranslatedAdmin):
    list_display = ("name_en", "month", "day", "days_before")
    search_fields = ("name_en",)
    prepopulated_fields = {"key": ("name_en",)}
    markdown_fields = ("text",)
    sections = (
        (
            None,
            {
                "translated": ["name", "text"],
                "fields": [("month", "day", "days_before"), "link_url", "key"],
            },
        ),
    )


@admin.register(Term)
class TermAdmin(TranslatedAdmin):
    list_display = ("term_en", "order")
    search_fields = ("term_en", "definition_en")
    list_editable = ("order",)
    prepopulated_fields = {"key": ("term_en",)}
    markdown_fields = ("definition",)
    sections = ((None, {"translated": ["term", "definition"], "fields": ["key", "order"]}),)


class RedirectForm(forms.ModelForm):
    class Meta:
        model = Redirect
        fields = ("old_path", "new_path")


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    form = RedirectForm
    list_display = ("old_path", "new_path", "created_at")
    search_fields = ("old_path", "new_path")
    date_hierarchy = "created_at"
