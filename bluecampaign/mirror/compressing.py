"""Files of the copy as they travel: with brotli and gzip beside them, always the same
bytes for the same content."""

import gzip
import os
import re
from pathlib import Path

import brotli

# Less gains nothing, and a short answer is one packet anyway.
SMALLEST = 200
BROTLI_QUALITY = 9
TEXTUAL = re.compile(
    r"^(text/|application/(json|manifest\+json|xml|ld\+json|javascript)|image/svg)"
)
ENDINGS = (".br", ".gz")


def is_compressible(kind: str, size: int) -> bool:
    return size >= SMALLEST and bool(TEXTUAL.match(kind))


def write_beside(file: Path) -> None:
    """The two variants, with the time of the file: servers compare them."""
    body, times = file.read_bytes(), file.stat()
    for variant, squeezed in (
        (file.with_name(f"{file.name}.br"), brotli.compress(body, quality=BROTLI_QUALITY)),
        (file.with_name(f"{file.name}.gz"), gzip.compress(body, compresslevel=9, mtime=0)),
    ):
        variant.unlink(missing_ok=True)
        variant.write_bytes(squeezed)
        os.utime(variant, ns=(times.st_atime_ns, times.st_mtime_ns))
