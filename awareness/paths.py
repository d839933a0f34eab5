"""Which addresses a page may have: those that nothing else on the site answers."""

import re

from bluecampaign.translation.languages import ALIASES, CODES

RESERVED = {
    *CODES,
    *ALIASES,
    *("admin", "files", "healthz", "hotlines", "resources", "search", "static"),
    *("p", "preview", "r", "styleguide", "ways"),
}
PATH = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")


def is_page_path(path: str) -> bool:
    if path == "":
        return True
    return bool(PATH.fullmatch(path)) and path.split("/")[0] not in RESERVED
