"""Asks the site in this container whether it is well; any other answer than 200 fails.

Run by the container's HEALTHCHECK, so it imports nothing but the standard library.
"""

import os
import sys
from urllib.request import Request, urlopen


def own_host() -> str:
    """A name the site answers to: the first of ALLOWED_HOSTS."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0]
    return first.strip().lstrip("*.") or "localhost"


def is_well(port: str) -> bool:
    request = Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": own_host()})
    try:
        with urlopen(request, timeout=4) as answer:
            return answer.status == 200
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(not is_well(os.environ.get("PORT", "8000")))
