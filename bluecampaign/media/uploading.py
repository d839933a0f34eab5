"""Uploads in the admin: what is not saved leaves no file, and a script may show how far
an upload has come."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from .storing import fresh_files

# A script that sends a form asks where to go on, so that the next page is opened once.
BY_SCRIPT = "X-Upload"
NEXT = "X-Next"


class UploadingMixin:
    """For a model admin, in front of its other bases: files that were stored while a
    form was saved are taken away again if it was not saved in the end."""

    class Media:
        js = ["built/uploads.js"]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with fresh_files() as fresh:
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if not getattr(request, "was_saved", False):
                fresh.discard()
        if BY_SCRIPT in request.headers and response.status_code == 302:
            return HttpResponse(status=204, headers={NEXT: response.headers["Location"]})
        return response

    def response_add(self, request, obj, *args, **kwargs):
        request.was_saved = True
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj):
        request.was_saved = True
        return super().response_change(request, obj)


def prepare(field: forms.FileField, accepted: str, most_bytes: int) -> None:
    """Give the field of a file what a browser and the script need to know."""
    field.widget.attrs |= {
        "accept": accepted,
        "data-upload": "",
        "data-upload-most": most_bytes,
        "data-upload-large": _("This file is larger than %(most)s MB. Make it smaller.")
        % {"most": most_bytes // 1024 // 1024},
        "data-upload-sending": _("The files are being sent."),
        "data-upload-checking": _("The files are here and are being checked."),
        "data-upload-failed": _("The files could not be sent. Nothing was saved: try again."),
    }
