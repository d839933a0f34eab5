"""Files of the copy as they travel: with brotli and gzip beside them, always the same
bytes for the same content."""

import gzip
import os
from pathlib import Path

import brotli

from bluecampaign.web.encodings import SMALLEST, TEXTUAL

BROTLI_QUALITY = 9
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
