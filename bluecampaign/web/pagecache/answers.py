"""One public answer as it is kept and as it travels."""

import gzip
import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b

import brotli

from ..encodings import compress, compress_densely
from .keys import Key

# Of the answer to a question whether a page has changed (RFC 9110, 15.4.5).
STAYS_IN_304 = frozenset(
    {"age", "cache-control", "content-location", "date", "etag", "expires", "vary"}
)
# Made anew for each encoding.
OWN = frozenset({"content-length", "content-encoding", "etag", "vary"})
Headers = list[tuple[str, str]]


@dataclass
class Sent:
    """An answer in one encoding: all of its headers but the age, and the body."""

    headers: Headers
    body: bytes
    tag: str


@dataclass
class Answer:
    """A status line, headers and a body, which is kept in brotli, and the key of its page.

    `content` is the number of the content it was made from; `made` and `until` are the
    times (seconds since 1970) between which it is fresh. `is_dense` says that the body
    is as small as brotli makes it.
    """

    key: Key
    status: str
    headers: Headers
    content: int
    made: float
    until: float
    is_dense: bool
    packed_body: bytes
    given: int = field(default=0, repr=False, compare=False)
    _sent: dict[str, Sent] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls, key: Key, status: str, headers: Headers, body: bytes, encoding: str, **facts
    ) -> "Answer":
        """The answer with this body, which is in an encoding or ("") in none."""
        if encoding != "br":
            plain = gzip.decompress(body) if encoding == "gzip" else body
            body = compress(plain, "br")
        kept = [pair for pair in headers if pair[0].lower() not in OWN]
        return cls(key, status, kept, is_dense=False, packed_body=body, **facts)

    @cached_property
    def size(self) -> int:
        """Bytes that it takes in memory, nearly, when it was sent in every encoding."""
        return 3 * len(self.packed_body) + 2000

    @property
    def plain(self) -> bytes:
        return brotli.decompress(self.packed_body)

    def sent(self, encoding: str) -> Sent:
        """As it travels in an encoding (`br`, `gzip` or `identity`)."""
        found = self._sent.get(encoding)
        if found is not None:
            return found
        body = self._body(encoding)
        tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        headers += [("ETag", tag), ("Vary", "Accept-Encoding")]
        if encoding != "identity":
            headers.append(("Content-Encoding", encoding))
        sent = Sent(headers, body, tag)
        if encoding != "identity":  # nearly nobody asks for it, and it is large
            self._sent[encoding] = sent
        return sent

    def _body(self, encoding: str) -> bytes:
        if encoding == "br":
            return self.packed_body
        return compress(self.plain, "gzip") if encoding == "gzip" else self.plain

    def dense(self) -> "Answer":
        """The same answer, as small as it can be."""
        return self.with_body(min(self.packed_body, compress_densely(self.plain, "br"), key=len))

    def with_body(self, dense: bytes) -> "Answer":
        return replace(self, is_dense=True, packed_body=dense, given=0, _sent={})

    def packed(self) -> bytes:
        """As it lies on disk: one line that describes it, then the body in brotli."""
        facts = [
            self.key,
            self.status,
            self.headers,
            self.content,
            self.made,
            self.until,
            self.is_dense,
        ]
        return json.dumps(facts).encode() + b"\n" + self.packed_body

    @classmethod
    def unpacked(cls, data: bytes) -> "Answer":
        """What `packed()` made. Anything else raises ValueError."""
        line, found, body = data.partition(b"\n")
        if not found:
            raise ValueError("This is not a kept answer.")
        key, status, headers, *facts = json.loads(line)
        content, made, until, is_dense = facts
        return cls(
            Key(*key),
            status,
            [(name, value) for name, value in headers],
            content,
            made,
            until,
            is_dense,
            body,
        )


def matches(asked: str, tag: str) -> bool:
    """Whether If-None-Match names the answer (RFC 9110, 13.1.2: weak comparison)."""
    if asked.strip() == "*":
        return True
    return tag in (each.strip().removeprefix("W/") for each in asked.split(","))


def unchanged(headers: Headers) -> Headers:
    """The headers of a 304 for an answer with these ones."""
    return [pair for pair in headers if pair[0].lower() in STAYS_IN_304]
