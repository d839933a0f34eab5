"""Versions in the admin: list, compare, restore, recover what was deleted."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from bluecampaign.publishing import drafts
from bluecampaign.publishing.difference import changes
from bluecampaign.publishing.states import Status
from bluecampaign.publishing.versions import Version, VersionKind
from bluecampaign.translation.admin import may

from .drafting import may_publish


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
        versions = list(Version.objects.of(obj).select_related("author", "reviewer"))
        if request.method == "POST":
            return self._restore(request, obj)
        new = _chosen(versions, request.GET.get("new")) or (versions[0] if versions else None)
        older = [v for v in versions if new and v.number < new.number]
        old = _chosen(versions, request.GET.get("old")) or (older[0] if older else None)
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
            may_restore=new is not None and self._may_restore(request, obj, new),
        )

    def _may_restore(self, request, obj, version: Version) -> bool:
        """Whoever may change it all; what is public, or would be, is a publisher's."""
        states = (obj.status, version.snapshot["fields"]["status"])
        if any(Status(state).is_public for state in states):
            return may_publish(request, self)
        return may(request, "change", self.opts)

    def _restore(self, request, obj):
        version = get_object_or_404(Version.objects.of(obj), number=request.POST.get("number"))
        if not self._may_restore(request, obj, version):
            raise PermissionDenied
        drafts.restore(obj, version, by=request.user, moved=self.moved)
        self.log_change(request, obj, f"restored version {version.number}")
        text = _("Version %(n)s is back. What stood here before is kept as a version.")
        self.message_user(request, text % {"n": version.number}, messages.SUCCESS)
        return HttpResponseRedirect(self.url_of("change", obj.pk))

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
            obj = drafts.recover(self.model, version, by=request.user)
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
