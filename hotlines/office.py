"""The screens of the office for the care of numbers: two people, and verifying."""

from dataclasses import replace

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bluecampaign.publishing import drafts, snapshots
from bluecampaign.publishing.office.refusing import Line
from bluecampaign.publishing.refusals import Severity
from bluecampaign.publishing.states import Status
from bluecampaign.publishing.versions import Review, Version, VersionKind, draft_of
from bluecampaign.translation.admin import may

from . import care
from .models import Hotline, Verification

LONGEST_NOTE = 300


def _stored(line: Hotline) -> dict:
    """What the database holds: an object may still look as a draft would have it."""
    return snapshots.take(Hotline.objects.get(pk=line.pk))


def _asked_later(line: Line) -> Line:
    if line.refusal.field != "verified_on":
        return line
    fix = _("Whoever approves it is asked how the numbers were checked.")
    return replace(line, refusal=replace(line.refusal, fix=fix, severity=Severity.WARNS))


def _note(request) -> str:
    return request.POST.get("how_checked", "").strip()[:LONGEST_NOTE]


class NumberCareMixin:
    """For the admin of hotlines: another number is a draft that a second person approves.

    It holds on every way to the public: the form, the list, an older version, a review.
    """

    def _makes_draft(self, request, obj) -> bool:
        request.second_person = False
        if draft_of(obj) is not None or super()._makes_draft(request, obj):
            return True
        request.second_person = self._puts_numbers(request, obj)
        return request.second_person

    def _puts_numbers(self, request, obj) -> bool:
        """Whether the form, as it was sent, would put other numbers before readers."""
        before, fresh = _stored(obj), self.get_object(request, str(obj.pk))
        form = self.get_form(request, fresh, change=True)(
            request.POST, request.FILES, instance=fresh
        )
        valid = form.is_valid()
        formsets, _inlines = self._create_formsets(request, form.instance, change=True)
        if not valid or not all(formset.is_valid() for formset in formsets):
            return False
        with drafts.in_place(obj, None):
            form.save()
            for formset in formsets:
                formset.save()
            after = _stored(obj)
        return care.puts_numbers(before, after)

    def _offer_moves(self, request, obj, form: type[forms.ModelForm]) -> None:
        """A new line is never public at once: nobody but its author has seen its number."""
        super()._offer_moves(request, obj, form)
        field = form.base_fields.get("status")
        if obj is None and field is not None:
            field.choices = [c for c in field.choices if not Status(c[0]).is_public]

    def sign_draft(self, request, obj, snapshot, stored, before) -> dict:
        signed = self._signed(request, obj, snapshot, stored, before)
        if care.puts_numbers(stored, signed):
            text = _("The number is not changed yet: a second person has to check it.")
            self.message_user(request, text, messages.WARNING)
        return signed

    def _signed(self, request, obj, snapshot, stored, before) -> dict:
        """The snapshot with who has a hand in its numbers."""
        history = Version.objects.of(obj).exclude(kind=VersionKind.DRAFT).order_by("number")
        return care.signed(
            snapshot,
            stored=stored,
            before=before,
            by=request.user,
            history=history,
        )

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish(self, request, queryset):
        """Lines that come onto the site go to a second person; the others are published."""
        coming = [
            line
            for line in queryset
            if not Status(line.status).is_public
            and Status(line.status).may_become(Status.LIVE, publisher=True)
            and line.channels.exists()
        ]
        for line in coming:
            snapshot = snapshots.take(line)
            snapshot["fields"]["status"] = Status.LIVE.value
            self._propose(request, line, snapshot)
        rest = queryset.exclude(pk__in=[line.pk for line in coming])
        if rest or not coming:
            super().publish(request, rest)

    def restores_as_draft(self, request, obj, snapshot: dict) -> bool:
        """An older number is another number."""
        found = super().restores_as_draft(request, obj, snapshot)
        return found or care.puts_numbers(_stored(obj), snapshot)

    @transaction.atomic
    def _propose(self, request, obj, snapshot: dict) -> None:
        """Make a draft of what somebody would like to publish, unless there is one."""
        drafts.locked(self.model, obj.pk)
        if self.told_of_draft(request, obj):
            return
        stored = _stored(obj)
        signed = self._signed(request, obj, snapshot, stored, stored)
        drafts.store(obj, signed, by=request.user, comment="", review=Review.SUBMITTED)
        text = _("%(name)s waits for a second person, who has to check its numbers.")
        self.message_user(request, text % {"name": obj}, messages.WARNING)

    def lines_of_draft(self, obj) -> list[Line]:
        """Where a second person will be asked for the numbers, nobody has to verify first."""
        lines, draft, stored = super().lines_of_draft(obj), draft_of(obj), _stored(obj)
        if draft is not None:
            is_asked = bool(care.number_changes(stored, draft.snapshot))
        else:
            is_asked = not Status(obj.status).is_public and obj.channels.exists()
        return [_asked_later(line) for line in lines] if is_asked else lines

    def review_facts(self, request, obj, draft) -> dict:
        return {
            **super().review_facts(request, obj, draft),
            "number_changes": care.number_changes(_stored(obj), draft.snapshot),
            "wrote_numbers": request.user.pk in care.hands_of(draft),
            "longest_note": LONGEST_NOTE,
        }

    def reasons_against(self, request, obj, draft) -> list[str]:
        return [
            *super().reasons_against(request, obj, draft),
            *care.reasons_against(
                _stored(obj),
                draft,
                by=request.user,
                ticked=request.POST.getlist("checked"),
                note=_note(request),
            ),
        ]

    def before_publishing(self, request, obj, draft) -> None:
        """What the approver says of the numbers is kept with the line."""
        super().before_publishing(request, obj, draft)
        care.record_review(obj, _stored(obj), draft.snapshot, by=request.user, note=_note(request))


class VerifyForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What did you do?"),
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("For example: called all three numbers at 10 a.m.; they answered."),
        widget=forms.TextInput({"class": "vTextField"}),
    )


class VerifyingMixin:
    """For the admin of hotlines: “verified today”, for one line or for several."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.verify_view)
        return [
            path("<path:object_id>/verify/", view, name="hotlines_hotline_verify"),
            *super().get_urls(),
        ]

    def has_verify_permission(self, request) -> bool:
        return may(request, "add", Verification._meta)

    @admin.action(description=gettext_lazy("Verified today"), permissions=["verify"])
    def verify(self, request, queryset):
        """First the numbers and a note, then one record for each line."""
        form = VerifyForm(request.POST if "note" in request.POST else None)
        lines = list(queryset)
        if form.is_valid():
            self._verify(request, lines, form.cleaned_data["note"])
            return None
        return self._verify_page(request, lines, form, action="verify")

    def verify_view(self, request, object_id):
        """The numbers of a line, who verified them when, and a note for today."""
        line = self.object_or_404(request, object_id)
        may_verify = self.has_verify_permission(request)
        if request.method == "POST" and not may_verify:
            raise PermissionDenied
        form = VerifyForm(request.POST or None)
        if form.is_valid():
            self._verify(request, [line], form.cleaned_data["note"])
            return HttpResponseRedirect(self.url_of("change", line.pk))
        history = line.verifications.select_related("by")
        return self._verify_page(
            request, [line], form, history=history, may_verify=may_verify, object=line
        )

    def _verify_page(self, request, lines: list[Hotline], form: VerifyForm, **context):
        title = _("Verify: %(names)s") % {"names": ", ".join(map(str, lines))}
        facts = {"may_verify": True, "checkbox": ACTION_CHECKBOX_NAME, **context}
        if "object" in facts:
            facts["change_url"] = self.url_of("change", facts["object"].pk)
        return self.page(request, "admin/verify.html", title, lines=lines, form=form, **facts)

    @transaction.atomic
    def _verify(self, request, lines: list[Hotline], note: str) -> None:
        for line in lines:
            care.record(line, by=request.user, note=note)
            self.log_change(request, line, f"verified: {note}")
        names = ", ".join(map(str, lines))
        self.message_user(request, _("Verified today: %(names)s.") % {"names": names})

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["verify_url"] = self.url_of("verify", obj.pk)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
