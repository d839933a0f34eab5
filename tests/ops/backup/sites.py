"""A site in a folder, how its commands refuse, and where a backup is damaged."""

import os
import sqlite3
import tarfile
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

REFUSED, FAILED = 2, 1
LINES = "SELECT count(*) FROM hotlines_hotline WHERE status = 'live'"


class Site:
    """A site in a folder, with the shipped content in a SQLite file, and one upload."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.database = folder, folder / "site.sqlite3"
        self.backups, self.media = folder / "backups", folder / "media"
        self.upload("files/poster-0123.pdf", b"%PDF-1.7 poster")

    def upload(self, name: str, body: bytes) -> Path:
        path = self.media / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return path

    def ask(self, question: str, *values):
        with closing(sqlite3.connect(self.database, isolation_level=None)) as held:
            rows = held.execute(question, values).fetchall()
            return rows[0][0] if rows else None

    def backup(self, **options) -> str:
        out = StringIO()
        call_command("backup", stdout=out, stderr=out, **options)
        return out.getvalue()

    def restore(self, file="latest", **options) -> str:
        out = StringIO()
        call_command("restore", str(file), stdout=out, **options)
        return out.getvalue()

    @property
    def newest(self) -> Path:
        return max(self.backups.glob("*.tar"))

    def environment(self) -> dict[str, str]:
        told = {"DATA_DIR": str(self.folder), "DATABASE_URL": f"sqlite:///{self.database}"}
        return os.environ | told | {"DJANGO_SETTINGS_MODULE": "bluecampaign.settings"}


def refusal(command, **options) -> tuple[int, str]:
    with pytest.raises(CommandError) as raised:
        command(**options)
    return raised.value.returncode, str(raised.value)


def flip(file: Path, place: int) -> None:
    with file.open("r+b") as held:
        held.seek(place)
        byte = held.read(1)
        held.seek(place)
        held.write(bytes([byte[0] ^ 1]))


def place_in(file: Path, member: str) -> int:
    with tarfile.open(file) as tar:
        return tar.getmember(member).offset_data + 3
