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
    keep_first,
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
            if obj is not None:
                keep_first(obj)
            context = self._form_context(request, obj, extra_context)
            if obj is not None and self._makes_draft(request, obj):
                return self._save_draft(request, obj, object_id, form_url, context)
            request.public_before = public_snapshot(obj)
            request.english_before = english_digest(obj) if obj is not None else ""
            try:
                response = super().changeform_view(request, object_id, form_url, context)
                return self._after_saving(request, response)
            except Refused:
                # The form as it was sent, with every reason above it; nothing was stored.
                context |= {"refusals": request.refused, "refused": True}
                return super().changeform_view(request, object_id, form_url, context)

    def _form_context(self, request, obj, extra_context) -> dict:
        """What the form says of a stored object, however it comes to be shown: opened,
        or sent back with what was typed."""
        draft = draft_of(obj)
        return {
            **(extra_context or {}),
            "seen_token": seen_token(obj) if obj else "",
            "draft": draft,
            "is_new": obj is not None and not Status(obj.status).is_public,
            "may_publish": may_publish(request, self),
            "makes_draft": obj is not None and (Status(obj.status).is_public or bool(draft)),
        }

    def _show_form(self, request, object_id, pk, form_url, extra_context):
        obj = self.get_object(request, pk) if pk else None
        context = self._form_context(request, obj, extra_context)
        context |= self.said_of_draft(request, obj) if obj is not None else {}
        draft = context["draft"]
        show = super().changeform_view
        if draft is None:
            return show(request, object_id, form_url, context)
        with drafts.in_place(obj, draft):
            return _rendered(show(request, object_id, form_url, context))

    def _makes_draft(self, request, obj) -> bool:
        if draft_of(obj) is not None:
            return True
        wanted = "_draft" in request.POST or "_submit" in request.POST
        return Status(obj.status).is_public and (wanted or not may_publish(request, self))

    def _after_saving(self, request, response):
        """Whoever says that something new is ready has it reviewed like any change."""
        obj = getattr(request, "saved_object", None)
        if obj is None or obj.status not in (Status.DRAFT, Status.IN_REVIEW):
            return response
        if "_submit" not in request.POST and obj.status == Status.DRAFT:
            return response
        _rendered(response)
        self.propose(request, obj)
        return HttpResponseRedirect(self.url_of("review", obj.pk))

    @transaction.atomic
    def propose(self, request, obj) -> None:
        """Ask for the review of something that the public does not see: its publication
        is a draft beside it, and it waits like one."""
        obj = drafts.locked(self.model, obj.pk)
        if self.told_of_draft(request, obj):
            return
        if obj.status == Status.DRAFT:
            obj.status = Status.IN_REVIEW
            obj.save(update_fields=["status"])
        stored = snapshots.take(obj)
        coming = Status.SCHEDULED if obj.publish_at else Status.LIVE
        snapshot = {**stored, "fields": {**stored["fields"], "status": coming.value}}
        drafts.store(
            obj,
            self.sign_draft(request, obj, snapshot, stored, stored),
            by=request.user,
            comment=request.POST.get(COMMENT, ""),
            review=Review.SUBMITTED,
        )
        self.message_user(request, _("It waits for review. Nobody sees it on the site yet."))

    def told_of_draft(self, request, obj) -> bool:
        """Whether an object has a draft already: then it is said, and none is made."""
        if draft_of(obj) is None:
            return False
        text = _("%(name)s: there is a draft already. Review it or put it away first.")
        self.message_user(request, text % {"name": obj}, messages.ERROR)
        return True

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
            self.sign_draft(request, obj, snapshot, stored, draft.snapshot if draft else stored),
            by=request.user,
            comment=request.POST.get(COMMENT, ""),
            review=Review.SUBMITTED if submitted else Review.OPEN,
            minor_edit=MINOR in request.POST,
            marks=getattr(request, "marks", {}),
        )
        self.message_user(request, _said(obj, submitted), messages.SUCCESS)
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(self.url_of("review", obj.pk))

    def sign_draft(self, request, obj, snapshot: dict, stored: dict, before: dict) -> dict:
        """Note in a draft what its review has to know; for subclasses. `stored` is what
        the public sees, `before` the draft as it was until now."""
        return snapshot

    def _what_came_between(self, request, obj) -> str:
        """Who saved since the form was opened, in a sentence; empty if nobody did."""
        seen = request.POST.get(SEEN)
        if obj is None or seen is None or seen == seen_token(obj):
            return ""
        newest = Version.objects.newest_work(obj)
        if newest is None:
            return ""
        said = _(
            "%(who)s saved this at %(time)s, while you were writing. Nothing is lost: your "
            "text stands below, theirs is kept. Bring both together, then save again."
        ) % {
            "who": newest.author or (_("A new release") if newest.is_loaded else _("Somebody")),
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


def _said(obj, submitted: bool) -> str:
    if not Status(obj.status).is_public:
        return _("Your draft is kept. Nobody sees it on the site yet.")
    if submitted:
        return _("Your draft waits for review. The live page has not changed.")
    return _("Your draft is kept. The live page has not changed.")
