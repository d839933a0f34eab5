"""A first visit stays small enough for a slow connection: 30 KB in all."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import PHONE, Readers

MOST_BYTES = 30 * 1024
PATHS = [
    "/",
    "/get-help/",
    "/hotlines/",
    "/resources/",
    "/resources/hospitality-toolkit/",
    "/resources/for/educators/",
    "/resources/human-trafficking-101-information-sheet/",
]


class Meter:
    """Counts what comes over the wire, heads included, as it was encoded."""

    def __init__(self) -> None:
        self.responses: dict[str, dict] = {}
        self.bytes: dict[str, int] = {}

    def answered(self, event: dict) -> None:
        self.responses[event["requestId"]] = event["response"]

    def finished(self, event: dict) -> None:
        response = self.responses[event["requestId"]]
        path = urlsplit(response["url"]).path
        self.bytes[path] = self.bytes.get(path, 0) + int(event["encodedDataLength"])

    def encoding(self, path: str) -> str:
        """How the answer from an address was compressed."""
        return next(
            {name.lower(): value for name, value in found["headers"].items()}.get(
                "content-encoding", ""
            )
            for found in self.responses.values()
            if urlsplit(found["url"]).path == path
        )


@pytest.fixture
def weigh(reader: Readers) -> Callable[[str], Meter]:
    def first_visit(path: str) -> Meter:
        page = reader(size=PHONE)
        meter = Meter()
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", meter.answered)
        session.on("Network.loadingFinished", meter.finished)
        session.send("Network.enable")
        page.goto(path, wait_until="networkidle")
        return meter

    return first_visit


@pytest.mark.parametrize("prefix", ["", "/ar", "/th"], ids=["en", "ar", "th"])
@pytest.mark.parametrize("path", PATHS)
def test_first_visit_is_light(weigh: Callable[[str], Meter], prefix: str, path: str):
    address = f"{prefix}{path}"

    meter = weigh(address)

    kinds = {found["mimeType"] for found in meter.responses.values()}
    assert {"text/html", "text/css", "text/javascript", "image/svg+xml"} <= kinds
    assert [kind for kind in kinds if "font" in kind] == []
    assert meter.encoding(address) == "br"
    assert sum(meter.bytes.values()) <= MOST_BYTES, meter.bytes
