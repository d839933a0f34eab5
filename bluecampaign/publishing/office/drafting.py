"""The change form of something published: drafts, versions, and two people at once."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bluecampaign.publishing import drafts, snapshots
from bluecampaign.publishing.refusals import Refused, public_snapshot
from bluecampaign.publishing.states import Status
from bluecampaign.publishing.versions import (
    Review,
    Version,
    VersionKind,
    draft_of,
    keep,
)
from bluecampaign.translation.models import english_digest

SEEN = "_seen"
COMMENT = "_comment"
MINOR = "_minor"


def may_publish(request, model_admin) -> bool:
    opts = model_admin.opts
    return request.user.has_perm(f"{opts.app_label}.publish_{opts.model_name}")


def seen_token(obj) -> str:
    """What somebody who opened the form has seen: the newest version and the draft."""
    draft = draft_of(obj)
    state = f"{draft.pk}-{draft.made_at.timestamp()}" if draft else ""
    return f"{Version.objects.latest_number(obj)}:{state}"


class DraftingMixin:
    """For a `PublishingAdmin`: saving what is live makes a draft, unless one publishes.

    Everything a form does happens inside one transaction that holds the object, so two
    people who save at the same moment do so one after the other, and the second is told.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        pk = unquote(object_id) if object_id else None
        if request.method != "POST":
            return self._show_form(request, object_id, pk, form_url, extra_context)
        with transaction.atomic():
            obj = drafts.locked(self.model, pk) if pk else None
            request.stale = self._what_came_between(request, obj)
            if obj is not None and not Version.objects.of(obj).exists():
                # What it was before anybody here touched it must be there to go back to.
                keep(obj, kind=VersionKind.SAVED, by=None, comment=_("As it was at first"))
            context = self._form_context(request, obj, extra_context)
            if obj is not None and self._makes_draft(request, obj):
                return self._save_draft(request, obj, object_id, form_url, context)
            request.public_before = public_snapshot(obj)
            request.english_before = english_digest(obj) if obj is not None else ""
            try:
                return super().changeform_view(request, object_id, form_url, context)
            except Refused:
                # The form as it was sent, with every reason above it; nothing was stored.
                context |= {"refusals": request.refused, "refused": True}
                return super().changeform_view(request, object_id, form_url, context)

    def _form_context(self, request, obj, extra_context) -> dict:
        """What the form says of a stored object, however it comes to be shown: opened,
        or sent back with what was typed."""
        return {
            **(extra_context or {}),
            "seen_token": seen_token(obj) if obj else "",
            "draft": draft_of(obj),
            "may_publish": may_publish(request, self),
            "makes_draft": obj is not None and Status(obj.status).is_public,
        }

    def _show_form(self, request, object_id, pk, form_url, extra_context):
        obj = self.get_object(request, pk) if pk else None
        context = self._form_context(request, obj, extra_context)
        context["refusals"] = self.lines_of_draft(obj) if obj is not None else []
        draft = context["draft"]
        show = super().changeform_view
        if draft is None:
            return show(request, object_id, form_url, context)
        with drafts.in_place(obj, draft):
            return _rendered(show(request, object_id, form_url, context))

    def _makes_draft(self, request, obj) -> bool:
        wanted = "_draft" in request.POST or "_submit" in request.POST
        public = Status(obj.status).is_public
        return public and (wanted or not may_publish(request, self) or bool(draft_of(obj)))

    def _save_draft(self, request, obj, object_id, form_url, context):
        """Save the form in a transaction that is undone, and keep what it would store."""
        draft, stored = context["draft"], snapshots.take(obj)
        request.drafting = True
        with drafts.in_place(obj, draft):
            response = super().changeform_view(request, object_id, form_url, context)
            saved = getattr(request, "saved_object", None)
            snapshot = snapshots.take(saved) if saved is not None else None
            _rendered(response)
        if snapshot is None:
            return response
        submitted = "_submit" in request.POST or getattr(request, "second_person", False)
        snapshot = snapshots.with_passing_pks(snapshot, stored)
        drafts.store(
            obj,
            self.sign_draft(request, snapshot, stored, draft.snapshot if draft else stored),
            by=request.user,
            comment=request.POST.get(COMMENT, ""),
            review=Review.SUBMITTED if submitted else Review.OPEN,
            minor_edit=MINOR in request.POST,
            marks=getattr(request, "marks", {}),
        )
        self.message_user(request, _said(submitted), messages.SUCCESS)
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(self.url_of("review", obj.pk))

    def sign_draft(self, request, snapshot: dict, stored: dict, before: dict) -> dict:
        """Note in a draft what its review has to know; for subclasses. `stored` is what
        the public sees, `before` the draft as it was until now."""
        return snapshot

    def _what_came_between(self, request, obj) -> str:
        """Who saved since the form was opened, in a sentence; empty if nobody did."""
        seen = request.POST.get(SEEN)
        if obj is None or seen is None or seen == seen_token(obj):
            return ""
        newest = draft_of(obj) or Version.objects.of(obj).first()
        if newest is None:
            return ""
        said = _(
            "%(who)s saved this at %(time)s, while you were writing. Nothing is lost: your "
            "text stands below, theirs is kept. Bring both together, then save again."
        ) % {
            "who": newest.author or _("Somebody"),
            "time": date_format(localtime(newest.made_at), "TIME_FORMAT"),
        }
        return format_html(
            '{} <a href="{}" target="_blank" rel="noopener">{}</a>',
            said,
            self.url_of("versions", obj.pk),
            _("See what they changed"),
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        stale = getattr(request, "stale", "")

        class GuardedForm(form):
            def clean(self):
                cleaned = super().clean()
                if stale:
                    raise ValidationError(stale)
                if getattr(request, "refused", None):
                    raise ValidationError(_("It was not published: the list says why."))
                return cleaned

        # A class of a form makes its fields anew: what is offered is set on the last one.
        self._offer_moves(request, obj, GuardedForm)
        return GuardedForm

    def _offer_moves(self, request, obj, form: type[forms.ModelForm]) -> None:
        """The states that this person may move the object to, and no others."""
        field = form.base_fields.get("status")
        if field is None:
            return
        now = Status(obj.status) if obj else Status.DRAFT
        publisher = may_publish(request, self)
        field.choices = [
            (status.value, status.label)
            for status in Status
            if now.may_become(status, publisher=publisher)
        ]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.saved_object = form.instance
        if not getattr(request, "drafting", False):
            comment = request.POST.get(COMMENT, "")
            keep(form.instance, kind=VersionKind.SAVED, by=request.user, comment=comment)

    def log_change(self, request, obj, message):
        if getattr(request, "drafting", False):
            return None
        return super().log_change(request, obj, message)

    def response_change(self, request, obj):
        if getattr(request, "drafting", False):
            return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    def delete_model(self, request, obj):
        keep(obj, kind=VersionKind.DELETED, by=request.user)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            keep(obj, kind=VersionKind.DELETED, by=request.user)
        super().delete_queryset(request, queryset)


def _rendered(response):
    """The answer, made while the draft is in place."""
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    return response


def _said(submitted: bool) -> str:
    if submitted:
        return _("Your draft waits for review. The live page has not changed.")
    return _("Your draft is kept. The live page has not changed.")
