"""Versions in the admin: list, compare, restore, recover what was deleted."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bluecampaign.publishing import drafts, refusals, snapshots
from bluecampaign.publishing.difference import changes
from bluecampaign.publishing.refusals import Refused
from bluecampaign.publishing.states import Status
from bluecampaign.publishing.versions import Review, Version, VersionKind, draft_of
from bluecampaign.translation.admin import may

from .drafting import may_publish
from .refusing import Line

TAKEN = gettext_lazy(
    "It was not brought back, and nothing was changed: something else has its address or "
    "its name now. Give that another one first."
)


class HistoryMixin:
    """For a `PublishingAdmin`: what it was, what changed, and the way back."""

    def get_urls(self):
        view = self.admin_site.admin_view
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("deleted/", view(self.deleted_view), name=f"{name}_deleted"),
            path("<path:object_id>/versions/", view(self.versions_view), name=f"{name}_versions"),
            *super().get_urls(),
        ]

    def url_of(self, name: str, *args) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args)

    def object_or_404(self, request, object_id):
        obj = self.get_object(request, unquote(str(object_id)))
        if obj is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return obj

    def page(self, request, template: str, title: str, **context):
        """A screen of ours inside the admin, never kept by a cache."""
        return TemplateResponse(
            request,
            template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": title,
                "changelist_url": self.url_of("changelist"),
                "may_publish": may_publish(request, self),
                **context,
            },
        )

    def versions_view(self, request, object_id):
        """All versions of an object; two of them beside each other; a way back."""
        obj = self.object_or_404(request, object_id)
        if request.method == "POST":
            return self._restore(request, obj)
        return self._versions_page(request, obj, request.GET.get("new"), request.GET.get("old"))

    def _versions_page(self, request, obj, newer: str | None, older: str | None = None, **context):
        versions = list(Version.objects.of(obj).select_related("author", "reviewer"))
        new = _chosen(versions, newer) or (versions[0] if versions else None)
        before = [v for v in versions if new and v.number < new.number]
        old = _chosen(versions, older) or (before[0] if before else None)
        found = changes(type(obj), old.snapshot, new.snapshot) if old and new else []
        return self.page(
            request,
            "admin/versions.html",
            _("Versions: %(name)s") % {"name": obj},
            object=obj,
            versions=versions,
            old=old,
            new=new,
            changes=found,
            change_url=self.url_of("change", obj.pk),
            may_restore=new is not None and self._may_restore(request),
            is_public=Status(obj.status).is_public,
            **context,
        )

    def _may_restore(self, request) -> bool:
        """Whoever may change it all. What is live gets a draft, unless one publishes."""
        return may(request, "change", self.opts)

    def restores_as_draft(self, request, obj, snapshot: dict) -> bool:
        """Whether what a version says becomes a draft beside what the public sees; for
        subclasses that know more reasons."""
        return Status(obj.status).is_public and not may_publish(request, self)

    def _restore(self, request, obj):
        version = get_object_or_404(Version.objects.of(obj), number=request.POST.get("number"))
        if not self._may_restore(request):
            raise PermissionDenied
        wants_draft = "as_draft" in request.POST and Status(obj.status).is_public
        needs_draft = self.restores_as_draft(request, obj, drafts.content_of(version, obj))
        if wants_draft or needs_draft:
            finished = needs_draft and not wants_draft and may_publish(request, self)
            return self._restore_as_draft(request, obj, version, finished=finished)
        return self._restore_now(request, obj, version)

    def _restore_now(self, request, obj, version: Version):
        """Put a version in place; if something speaks against it, say all of it."""
        number = str(version.number)
        try:
            with transaction.atomic():
                drafts.locked(type(obj), obj.pk)
                drafts.restore(obj, version, by=request.user, moved=self.moved)
        except Refused:
            lines = self._lines_of_version(request, obj.pk, version)
            obj = self.get_object(request, str(obj.pk))
            return self._versions_page(request, obj, number, refusals=lines, refused=True)
        except IntegrityError:
            self.message_user(request, TAKEN, messages.ERROR)
            return HttpResponseRedirect(f"{self.url_of('versions', obj.pk)}?new={number}")
        self.log_change(request, obj, f"restored version {number}")
        text = _("Version %(n)s is back. What stood here before is kept as a version.")
        self.message_user(request, text % {"n": number}, messages.SUCCESS)
        return HttpResponseRedirect(self.url_of("change", obj.pk))

    def _lines_of_version(self, request, pk, version: Version) -> list[Line]:
        """What speaks against a version; it is mended in the draft it may become."""
        obj = self.get_object(request, str(pk))
        before = refusals.public_snapshot(obj)
        tried = Version(snapshot=drafts.content_of(version, obj))
        with drafts.in_place(obj, tried):
            lines = self.lines_of(obj, before)
        return [
            replace(line, url=line.refusal.url or "#restore", is_elsewhere=bool(line.refusal.url))
            for line in lines
        ]

    @transaction.atomic
    def _restore_as_draft(self, request, obj, version: Version, *, finished: bool):
        """Beside what the public sees. `finished`: it waits for a second person at once."""
        locked = drafts.locked(type(obj), obj.pk)
        if draft_of(locked) is not None:
            text = _("There is a draft of it already. Publish it or put it away first.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(self.url_of("review", obj.pk))
        stored = snapshots.take(locked)
        snapshot = drafts.content_of(version, locked)
        drafts.store(
            locked,
            self.sign_draft(request, locked, snapshot, stored, stored),
            by=request.user,
            comment=_("Version %(n)s, brought back.") % {"n": version.number},
            review=Review.SUBMITTED if finished else Review.OPEN,
        )
        text = _("Version %(n)s is a draft now. The live page has not changed.")
        self.message_user(request, text % {"n": version.number}, messages.SUCCESS)
        return HttpResponseRedirect(self.url_of("review", obj.pk))

    def moved(self, before, after) -> None:
        """Leave redirects behind where an address has changed; for subclasses."""

    def deleted_view(self, request):
        """What was deleted and is not back: each can be recovered, as a draft."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        deleted = self._deleted()
        if request.method == "POST":
            version = next((v for v in deleted if str(v.pk) == request.POST.get("version")), None)
            if version is None:
                raise Http404
            try:
                obj = drafts.recover(self.model, version, by=request.user)
            except IntegrityError:
                self.message_user(request, TAKEN, messages.ERROR)
                return HttpResponseRedirect(self.url_of("deleted"))
            self.log_addition(request, obj, "recovered")
            text = _("It is back as a draft. Publish it when it is right.")
            self.message_user(request, text, messages.SUCCESS)
            return HttpResponseRedirect(self.url_of("change", obj.pk))
        title = _("Deleted: %(names)s") % {"names": self.opts.verbose_name_plural}
        return self.page(request, "admin/deleted.html", title, deleted=deleted)

    def _deleted(self) -> list[Version]:
        there = set(self.model._default_manager.values_list("pk", flat=True))
        versions = Version.objects.filter(
            model=self.opts.label_lower, kind=VersionKind.DELETED
        ).select_related("author")
        newest = {}
        for version in versions.order_by("-pk"):
            newest.setdefault(version.object_id, version)
        return [version for pk, version in newest.items() if pk not in there]


def _chosen(versions: list[Version], number: str | None) -> Version | None:
    return next((v for v in versions if str(v.number) == number), None)
