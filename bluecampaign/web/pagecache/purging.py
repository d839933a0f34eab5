"""A cache in front of this machine is told to forget the public pages."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..first_use import OnFirstUse

log = logging.getLogger(__name__)
web = OnFirstUse("urllib.request")
PATIENCE = 5.0


@dataclass(frozen=True)
class Purge:
    """One request to each of some addresses, and the file that tells for which content it
    was last made: all processes of a machine share it."""

    urls: tuple[str, ...]
    told: Path
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""

    def is_due(self, content: int) -> bool:
        try:
            return self.told.read_text() != str(content)
        except OSError:
            return True

    def send(self, content: int) -> None:
        """Tell all of them. Raises OSError if one does not take it: it stays due."""
        for url in self.urls:
            request = web.Request(url, self.body.encode() or None, dict(self.headers))
            request.method = self.method
            with web.urlopen(request, timeout=PATIENCE):
                pass
        self.told.parent.mkdir(parents=True, exist_ok=True)
        self.told.write_text(str(content))


def purge_of(env, told: Path) -> Purge | None:
    """As the variables CDN_PURGE_… say; None where there is nobody to tell. Raises
    ValueError for headers that are not a JSON object."""
    urls = tuple(env.list("CDN_PURGE_URL", default=[]))
    if not urls:
        return None
    headers = json.loads(env.str("CDN_PURGE_HEADERS", default="{}"))
    if not isinstance(headers, dict):
        raise ValueError('CDN_PURGE_HEADERS is no JSON object like {"X-Key": "secret"}.')
    return Purge(
        urls,
        told,
        method=env.str("CDN_PURGE_METHOD", default="POST"),
        headers=headers,
        body=env.str("CDN_PURGE_BODY", default=""),
    )
