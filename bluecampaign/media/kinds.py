"""What a file is by its first bytes: its name and what the browser says count nothing."""

IMAGES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
PDF = "PDF"


def kind_of(head: bytes) -> str:
    """`PDF`, `JPEG`, `PNG`, `WEBP`, or nothing."""
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    return ""
