"""One public answer as it is kept and as it travels."""

import gzip
import json
from dataclasses import dataclass, field
from hashlib import blake2b

import brotli

GZIP_LEVEL = 6
# Of the answer to a question whether a page has changed (RFC 9110, 15.4.5).
STAYS_IN_304 = frozenset(
    {"age", "cache-control", "content-location", "date", "etag", "expires", "vary"}
)
# Made anew for each encoding.
OWN = frozenset({"content-length", "content-encoding", "etag", "vary"})
Headers = list[tuple[str, str]]


@dataclass(slots=True)
class Answer:
    """A status line, headers and a body, with the body in the encodings asked for so far.

    `content` is the number of the content it was made from; `made` and `until` are the
    times (seconds since 1970) between which it is fresh.
    """

    status: str
    headers: Headers
    content: int
    made: float
    until: float
    bodies: dict[str, bytes]
    ready: dict[str, tuple[Headers, bytes]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, nearly."""
        return sum(map(len, self.bodies.values())) + 1000

    def sent(self, encoding: str) -> tuple[Headers, bytes]:
        """The headers and the body in an encoding (`br`, `gzip` or `identity`)."""
        if encoding not in self.ready:
            body = self._body(encoding)
            tag = blake2b(body, digest_size=12).hexdigest()
            headers = [pair for pair in self.headers if pair[0].lower() not in OWN]
            headers += [
                ("Content-Length", str(len(body))),
                ("ETag", f'"{tag}"'),
                ("Vary", "Accept-Encoding"),
            ]
            if encoding != "identity":
                headers.append(("Content-Encoding", encoding))
            self.ready[encoding] = headers, body
        return self.ready[encoding]

    def _body(self, encoding: str) -> bytes:
        if encoding not in self.bodies:
            plain = brotli.decompress(self.bodies["br"])
            if encoding == "gzip":
                plain = gzip.compress(plain, compresslevel=GZIP_LEVEL, mtime=0)
            self.bodies[encoding] = plain
        return self.bodies[encoding]

    def packed(self) -> bytes:
        """As it lies on disk: one line that describes it, then the body in brotli."""
        line = json.dumps([self.status, self.headers, self.content, self.made, self.until])
        return line.encode() + b"\n" + self.bodies["br"]

    @classmethod
    def unpacked(cls, data: bytes) -> "Answer":
        """What `packed()` made. Anything else raises ValueError."""
        line, found, body = data.partition(b"\n")
        if not found:
            raise ValueError("This is not a kept answer.")
        status, headers, *facts = json.loads(line)
        return cls(status, [(name, value) for name, value in headers], *facts, {"br": body})


def matches(asked: str, tag: str) -> bool:
    """Whether If-None-Match names the answer (RFC 9110, 13.1.2: weak comparison)."""
    if asked.strip() == "*":
        return True
    return tag in (each.strip().removeprefix("W/") for each in asked.split(","))


def unchanged(headers: Headers) -> Headers:
    """The headers of a 304 for an answer with these ones."""
    return [pair for pair in headers if pair[0].lower() in STAYS_IN_304]
