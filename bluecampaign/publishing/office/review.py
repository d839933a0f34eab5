"""A draft beside something live: its difference, its preview, and what becomes of it."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from bluecampaign.publishing import drafts, snapshots
from bluecampaign.publishing.difference import changes
from bluecampaign.publishing.refusals import Refused
from bluecampaign.publishing.states import Status
from bluecampaign.publishing.versions import Review, Version, draft_of
from bluecampaign.translation.admin import PARAMETER, editing_language, translates_only
from bluecampaign.translation.languages import LANGUAGES
from bluecampaign.web.posture import uncached

from .drafting import SEEN, may_publish, seen_token

SALT = "bluecampaign.preview"


class ReviewMixin:
    """For a `PublishingAdmin` with a history: review, publish, send back, discard."""

    def get_urls(self):
        view = self.admin_site.admin_view
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<path:object_id>/review/", view(self.review_view), name=f"{name}_review"),
            path("<path:object_id>/preview/", view(self.preview_view), name=f"{name}_preview"),
            *super().get_urls(),
        ]

    def preview_view(self, request, object_id):
        """Exactly what publishing would show, in any language; nobody may keep it."""
        obj = self.object_or_404(request, object_id)
        with translation.override(editing_language(request).code):
            return self.preview_of(request, obj)

    def preview_of(self, request, obj):
        """The answer a reader would get if the draft of an object were published."""
        if self.preview is None:
            raise Http404

        @uncached
        def show(request):
            with drafts.in_place(obj, draft_of(obj)):
                response = self.preview(request, type(obj)._default_manager.get(pk=obj.pk))
                if hasattr(response, "render"):
                    response.render()
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        return show(request)

    def review_view(self, request, object_id):
        obj = self.object_or_404(request, object_id)
        draft = draft_of(obj)
        if draft is None:
            self.message_user(request, _("There is no draft of it."), messages.INFO)
            return HttpResponseRedirect(self.url_of("change", obj.pk))
        if request.method == "POST":
            return self._decide(request, obj, draft)
        token = signing.dumps([self.opts.label_lower, obj.pk], salt=SALT)
        preview = self.url_of("preview", obj.pk)
        return self.page(
            request,
            "admin/review.html",
            _("Review: %(name)s") % {"name": obj},
            object=obj,
            draft=draft,
            changes=changes(type(obj), _seen_by_public(obj), draft.snapshot),
            is_new=not Status(obj.status).is_public,
            change_url=self.url_of("change", obj.pk),
            versions_url=self.url_of("versions", obj.pk),
            previews=[(item, f"{preview}?{PARAMETER}={item.code}") for item in LANGUAGES],
            shared_url=request.build_absolute_uri(reverse("shared-preview", args=[token])),
            seen_token=seen_token(obj),
            later=Version.objects.of(obj).since(draft),
            is_author=draft.author_id == request.user.pk,
            **self.said_of_draft(request, obj),
            **self.review_facts(request, obj, draft),
        )

    def review_facts(self, request, obj, draft) -> dict:
        """What the screen has to show besides; for subclasses."""
        return {}

    def reasons_against(self, request, obj, draft) -> list[str]:
        """Why this person may not publish this draft now; for subclasses."""
        return []

    def before_publishing(self, request, obj, draft) -> None:
        """What is stored together with a publication, or not at all; for subclasses."""

    def _decide(self, request, obj, draft):
        """Publish, send back, submit or discard: each by whoever may, and what they saw."""
        seen = request.POST.get(SEEN)
        if seen is not None and seen != seen_token(obj):
            text = _("Somebody changed it since you opened this page. Look at it again.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        verb = request.POST.get("verb")
        verbs = {"publish": self._publish, "send_back": self._send_back}
        if verb in verbs:
            if not may_publish(request, self):
                raise PermissionDenied
            return verbs[verb](request, obj, draft)
        mine = draft.author_id == request.user.pk or may_publish(request, self)
        if not mine or not self.has_change_permission(request, obj):
            raise PermissionDenied
        if verb != "submit" and not self._may_discard(request, obj, draft):
            raise PermissionDenied
        if verb == "submit":
            draft.comment = request.POST.get("comment", "") or draft.comment
            return self._mark(request, obj, draft, Review.SUBMITTED, _("It waits for review."))
        if obj.status == Status.IN_REVIEW:
            type(obj)._default_manager.filter(pk=obj.pk).update(status=Status.DRAFT)
        return self._mark(request, obj, draft, Review.DISCARDED, _("The draft is put away."))

    def _may_discard(self, request, obj, draft) -> bool:
        """Translators put away what is theirs, not what somebody else wrote beside it."""
        own = translates_only(request, self.opts)
        if not own:
            return True
        found = changes(type(obj), snapshots.take(obj), draft.snapshot)
        return all(change.language and change.language.code in own for change in found)

    def _publish(self, request, obj, draft):
        reasons = self.reasons_against(request, obj, draft)
        if reasons:
            for reason in reasons:
                self.message_user(request, reason, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        try:
            with transaction.atomic():
                self.before_publishing(request, obj, draft)
                drafts.publish(obj, draft, by=request.user, moved=self.moved)
        except Refused:
            text = _("It was not published, and nothing was changed. The list says why.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(f"{self.url_of('review', obj.pk)}#refusals")
        self.log_change(request, obj, "published a draft")
        self.message_user(request, _("It is published."), messages.SUCCESS)
        return HttpResponseRedirect(self.url_of("change", obj.pk))

    def _send_back(self, request, obj, draft):
        draft.answer = request.POST.get("answer", "").strip()
        if not draft.answer:
            text = _("Say why you send it back, so that the author knows what to do.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        draft.reviewer = request.user
        return self._mark(request, obj, draft, Review.SENT_BACK, _("It is sent back."))

    def _mark(self, request, obj, draft, review: Review, text: str):
        draft.review, draft.made_at = review, timezone.now()
        draft.save()
        self.log_change(request, obj, str(review))
        self.message_user(request, text, messages.SUCCESS)
        back = "change" if review is Review.DISCARDED else "review"
        return HttpResponseRedirect(self.url_of(back, obj.pk))


def _seen_by_public(obj) -> dict:
    """What the difference begins from: nothing, where the public sees nothing yet."""
    if Status(obj.status).is_public:
        return snapshots.take(obj)
    return {"fields": {}, "members": {}, "parts": {}}
