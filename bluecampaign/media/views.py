"""Serves uploaded files with fixed types, from a place where nothing can run."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from bluecampaign.web.posture import public_page

TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
}
A_DAY = 24 * 60


@public_page(minutes=A_DAY)
def uploaded_file(request, path: str):
    """A stored file by its name; 404 for any other type than those taken in."""
    content_type = TYPES.get(Path(path).suffix)
    if content_type is None or ".." in path or not default_storage.exists(path):
        raise Http404
    return FileResponse(default_storage.open(path), content_type=content_type)
