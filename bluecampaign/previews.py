"""Previews for somebody without an account: a signed link that expires."""

from datetime import timedelta

from django.apps import apps
from django.contrib import admin
from django.core import signing
from django.http import Http404
from django.utils import translation

from bluecampaign.publishing.office.review import SALT
from bluecampaign.translation.admin import editing_language
from bluecampaign.web.limits import PREVIEW, limited
from bluecampaign.web.posture import uncached

SHARED_FOR = timedelta(days=7)


@limited(PREVIEW)
@uncached
def shared_preview(request, token: str):
    """The draft that a signed link names; 404 for a forged, old or pointless link."""
    try:
        label, pk = signing.loads(token, salt=SALT, max_age=SHARED_FOR)
    except signing.BadSignature:
        raise Http404 from None
    model = apps.get_model(label)
    obj = model._default_manager.filter(pk=pk).first()
    if obj is None:
        raise Http404
    with translation.override(editing_language(request).code):
        return admin.site.get_model_admin(model).preview_of(request, obj)
