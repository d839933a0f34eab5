"""Files that wait until somebody confirms what is to become of them.

They lie in the storage under a name that is never served, and go when they are confirmed,
put away or replaced by the next upload of the same person. `remove_orphans` takes away
what was simply left.
"""

import secrets
import time

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "waiting"
# No ending that `uploaded_file` serves.
ENDING = ".waiting"
SECONDS = 3600


def put(data: bytes) -> str:
    """Keep something; returns its name."""
    return default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}{ENDING}", ContentFile(data))


def get(name: str) -> bytes:
    """What was kept; raises FileNotFoundError once it is gone."""
    with default_storage.open(_own(name)) as file:
        return file.read()


def discard(names: list[str]) -> None:
    for name in names:
        default_storage.delete(_own(name))


def is_over(at: float) -> bool:
    """Whether what was kept at a moment counts for nothing any more."""
    return at < time.time() - SECONDS


def _own(name: str) -> str:
    if not (name.startswith(f"{FOLDER}/") and name.endswith(ENDING)):
        raise FileNotFoundError(name)
    return name
