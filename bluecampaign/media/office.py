"""Who may change a picture that is on the site already."""

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bluecampaign.publishing.editing import change_url
from bluecampaign.translation.admin import may, translates_only

from .uses import public_uses


class PublicUseMixin:
    """For the admin of what has no drafts: as long as something on the site shows it,
    only those change it who may publish that. Translators may go on giving it words."""

    def has_change_permission(self, request, obj=None) -> bool:
        allowed = super().has_change_permission(request, obj)
        if obj is None or translates_only(request, self.opts):
            return allowed
        return allowed and not self._closed_by(request, obj)

    def _closed_by(self, request, obj) -> list[models.Model]:
        """What is on the site with an object and this person may not publish."""
        return [
            use
            for use in public_uses(obj)
            if not may(request, "publish" if hasattr(use, "status") else "change", use._meta)
        ]

    def get_fieldsets(self, request, obj=None):
        """Where the form is closed to somebody, it says so above everything else."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not may(request, "change", self.opts):
            return fieldsets
        uses = self._closed_by(request, obj)
        if not uses:
            return fieldsets
        (heading, options), *others = fieldsets
        return [(heading, {**options, "description": _why_closed(uses)}), *others]


def _why_closed(uses: list[models.Model]) -> SafeString:
    links = format_html_join(", ", '<a href="{}">{}</a>', ((change_url(u), u) for u in uses))
    why = _(
        "This picture is on the site, and a change of it is seen at once. So only those who "
        "may publish change it. Upload another picture and put it into a draft, or ask them."
    )
    return format_html("<strong>{}</strong> {} {}", why, _("It stands on:"), links)
