"""The admin of everything that is published: dates, states, preview, search, redirects."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import transaction
from django.db.models import DateTimeField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bluecampaign.links import rows as link_rows
from bluecampaign.pages import markdown
from bluecampaign.publishing.drafts import settle
from bluecampaign.publishing.refusals import Refused, hold_back, public_snapshot
from bluecampaign.publishing.states import Status
from bluecampaign.publishing.versions import VersionKind, keep
from bluecampaign.search import index
from bluecampaign.translation.admin import (
    PARAMETER,
    TranslatedAdmin,
    TranslationStateInline,
    editing_language,
)
from bluecampaign.translation.models import (
    State,
    TranslationState,
    mark,
    refresh_states,
)
from bluecampaign.wording.office import WordsMixin

from .drafting import MINOR, DraftingMixin, may_publish
from .history import HistoryMixin
from .refusing import RefusingMixin, lines_for
from .review import ReviewMixin

PUBLISHING = (
    _("Publishing"),
    {"fields": [("status", "review_due_on"), ("publish_at", "unpublish_at")]},
)


PARTS_OF_A_MOMENT = (_("date"), _("time"))


class LiveFilter(admin.SimpleListFilter):
    """On the site now, not yet, no more."""

    title = _("on the site")
    parameter_name = "live"

    def lookups(self, request, model_admin):
        return [("yes", _("On the site now")), ("no", _("Not on the site"))]

    def queryset(self, request, queryset):
        live = queryset.model._default_manager.live().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=live)
        if self.value() == "no":
            return queryset.exclude(pk__in=live)
        return queryset


class PublishingAdmin(
    RefusingMixin, WordsMixin, DraftingMixin, ReviewMixin, HistoryMixin, TranslatedAdmin
):
    """Base of the admins of publishable things.

    A subclass may give `preview(request, obj)`, the answer a reader would see.
    """

    actions = ("publish", "unpublish")
    change_form_template = "admin/published_form.html"
    change_list_template = "admin/published_list.html"
    delete_confirmation_template = "admin/published_delete.html"
    delete_selected_confirmation_template = "admin/published_delete_selected.html"
    date_hierarchy = "updated_at"
    save_on_top = True
    preview = None
    inlines = [TranslationStateInline]
    readonly_fields = ("updated_at",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A moment is asked for in two fields; each says which it is. What a field names
        is not deleted beside it, where “Delete” would seem to mean the object itself."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        if isinstance(db_field, DateTimeField) and field:
            for widget, part in zip(field.widget.widgets, PARTS_OF_A_MOMENT, strict=True):
                widget.attrs["aria-label"] = f"{field.label}, {part}"
        return field

    @admin.display(description=_("on the site"), boolean=True)
    def is_live_now(self, obj) -> bool:
        return obj.is_live()

    @admin.display(description=_("languages"))
    def languages(self, obj) -> str:
        return ", ".join(["en", *sorted(obj.translated_into)])

    def get_changelist_instance(self, request):
        """Each row with the languages that it is translated into."""
        changelist = super().get_changelist_instance(request)
        rows = changelist.result_list
        states = TranslationState.objects.filter(object_id__in=[row.pk for row in rows])
        translated = states.by_object(self.model)
        for row in rows:
            row.translated_into = translated.get(row.pk, set())
        return changelist

    def has_publish_permission(self, request) -> bool:
        return may_publish(request, self)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request, queryset):
        self._set_status(request, queryset, Status.LIVE)

    @admin.action(description=_("Take off the site"), permissions=["publish"])
    def unpublish(self, request, queryset):
        self._set_status(request, queryset, Status.DRAFT)

    def _set_status(self, request, queryset, status: Status) -> None:
        changed = [
            obj
            for obj in queryset
            if obj.status != status and Status(obj.status).may_become(status, publisher=True)
        ]
        if status.is_public:
            # What has a draft is published by its review, so that no draft stays behind.
            changed = [obj for obj in changed if not self.told_of_draft(request, obj)]
        number = sum(self._move(request, obj, status) for obj in changed)
        self.message_user(
            request,
            ngettext("%(n)d was changed.", "%(n)d were changed.", number) % {"n": number},
        )

    def _move(self, request, obj, status: Status) -> bool:
        """Give an object another state; what must not be public keeps the one it has."""
        was, seen = obj.status, public_snapshot(obj)
        try:
            with transaction.atomic():
                obj.status = status
                settle(obj, by=request.user)
                hold_back(obj, seen)
        except Refused as refused:
            obj.status = was
            self.tell_refused(request, obj, lines_for(obj, refused.found))
            return False
        keep(obj, kind=VersionKind.SAVED, by=request.user, comment=str(status.label))
        self.log_change(request, obj, [{"changed": {"fields": ["status"]}}])
        return True

    def save_model(self, request, obj, form, change):
        if form.changed_data:
            obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """After the object and all its parts are stored: states, search, warnings."""
        super().save_related(request, form, formsets, change)
        obj = form.instance
        # Parts that were loaded beforehand are those from before the change.
        obj.refresh_from_db()
        if not form.changed_data and any(fs.has_changed() for fs in formsets):
            obj.updated_at = timezone.now()
            obj.save()
        self._confirm_states(request, obj, formsets)
        minor_since = getattr(request, "english_before", "") if MINOR in request.POST else ""
        refresh_states(obj, new_state=State.IN_REVIEW, by=request.user, minor_since=minor_since)
        index.update(obj)
        link_rows.refresh(obj)
        self.hold_back(request, form, formsets)
        self.tell_of_words(request, obj)
        self._tell_what_is_left_out(request, [form, *(f for fs in formsets for f in fs.forms)])

    def settle_states(self, request, obj) -> None:
        """`save_related` does it when all parts are stored and states were set."""

    def _confirm_states(self, request, obj, formsets) -> None:
        """Whoever sets a state vouches for the English text as it is now."""
        for formset in formsets:
            for row, _fields in getattr(formset, "changed_objects", ()):
                if hasattr(row, "english_digest"):
                    row = mark(obj, row.language, row.state, by=request.user)
                    request.marks = {**getattr(request, "marks", {}), row.language: row.as_mark()}

    def _tell_what_is_left_out(self, request, forms) -> None:
        for form in forms:
            for name in form.changed_data:
                widget = form.fields[name].widget
                if "data-markdown" not in widget.attrs:
                    continue
                for complaint in markdown.complaints(form.cleaned_data.get(name) or ""):
                    self.message_user(
                        request, f"{form.fields[name].label}: {complaint}", messages.WARNING
                    )

    def delete_model(self, request, obj):
        index.remove(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            index.remove(obj)
        super().delete_queryset(request, queryset)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and self.preview is not None:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_preview"
            code = editing_language(request).code
            context["preview_url"] = f"{reverse(name, args=[obj.pk])}?{PARAMETER}={code}"
        if obj is not None:
            context["versions_url"] = self.url_of("versions", obj.pk)
            context["review_url"] = self.url_of("review", obj.pk)
        context["changelist_url"] = self.url_of("changelist")
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def changelist_view(self, request, extra_context=None):
        deleted = self.url_of("deleted") if self.has_delete_permission(request) else ""
        context = {**(extra_context or {}), "deleted_url": deleted}
        return super().changelist_view(request, context)
