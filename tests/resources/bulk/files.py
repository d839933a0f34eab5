"""Files that are sent many at a time, and what is stored of them."""

from django.core.files.storage import default_storage

from bluecampaign.media.storage import stored_files
from tests.media.corpus import picture

PNG = picture(size=(40, 30))
OTHER = picture(size=(50, 30))
HOSTILE = b"GIF89a<script>alert(1)</script>"


def stored(folder: str) -> list[str]:
    return [f.name for f in stored_files(default_storage) if f.name.startswith(folder)]
