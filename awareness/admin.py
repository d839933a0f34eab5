from django import forms
from django.contrib import admin
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from bluecampaign.publishing.admin import PUBLISHING, LiveFilter, PublishingAdmin
from bluecampaign.publishing.models import Status
from bluecampaign.translation.admin import (
    LanguageFields,
    TranslatedAdmin,
    TranslationStateInline,
)
from bluecampaign.wording.office import SaysWordsMixin

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
from .showing import page_of


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

    def get_queryset(self, request):
        """Profiles are pages, too; they are edited as profiles."""
        found = super().get_queryset(request)
        return found.filter(componentprofile=None) if self.model is Page else found

    def save_model(self, request, obj, form, change):
        """A page that moves leaves a redirect behind, and so does each page below it."""
        before = Page.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if before:
            self.moved(before, obj)

    def moved(self, before, after):
        if before.path and before.path != after.path:
            redirects.remember(f"/{before.path}/", f"/{after.path}/")
            redirects.move_children(after)

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
class AudienceAdmin(SaysWordsMixin, TranslatedAdmin):
    list_display = ("name_en", "slug", "order", "page")
    list_select_related = ("page",)
    search_fields = ("name_en", "slug")
    autocomplete_fields = ("page",)
    sections = ((None, {"translated": ["name"], "fields": ["slug", "order", "page"]}),)


class EntryAdmin(PublishingAdmin):
    """Of what has no page of its own: its preview is the public page that shows it."""

    def preview(self, request, entry):
        self._as_if_published(entry)
        page = page_of(entry)
        if page is None:
            raise Http404
        return views.show(request, views.find(page.path))

    def _as_if_published(self, entry) -> None:
        """The preview undoes it: what is not public yet would not stand on its page."""
        type(entry).objects.filter(pk=entry.pk).update(
            status=Status.LIVE, publish_at=None, unpublish_at=None
        )

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        response = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        if obj is not None and page_of(obj) is None:
            response.context_data["preview_url"] = ""
        return response


@admin.register(Indicator)
class IndicatorAdmin(EntryAdmin):
    list_display = ("text_en", "group", "order", "is_live_now", "languages")
    list_filter = (LiveFilter, "status", "group")
    search_fields = ("text_en", "text_es", "key")
    ordering = ("group", "order", "key")
    prepopulated_fields = {"key": ("text_en",)}
    sections = (
        (_("Text"), {"translated": ["text"]}),
        (_("Place"), {"fields": [("group", "order"), "key"]}),
        PUBLISHING,
    )


@admin.register(Observance)
class ObservanceAdmin(EntryAdmin):
    list_display = ("name_en", "month", "day", "days_before", "is_live_now", "languages")
    list_filter = (LiveFilter, "status")
    search_fields = ("name_en", "key")
    ordering = ("month", "day")
    prepopulated_fields = {"key": ("name_en",)}
    markdown_fields = ("text",)
    sections = (
        (_("Text"), {"translated": ["name", "text"], "fields": ["link_url"]}),
        (_("Day"), {"fields": [("month", "day", "days_before"), "key"]}),
        PUBLISHING,
    )


@admin.register(Term)
class TermAdmin(EntryAdmin):
    list_display = ("term_en", "order", "is_live_now", "languages")
    list_filter = (LiveFilter, "status")
    search_fields = ("term_en", "definition_en", "key")
    ordering = ("order", "key")
    prepopulated_fields = {"key": ("term_en",)}
    markdown_fields = ("definition",)
    sections = (
        (_("Text"), {"translated": ["term", "definition"]}),
        (_("Place"), {"fields": ["order", "key"]}),
        PUBLISHING,
    )


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
