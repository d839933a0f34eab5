"""Backups in a bucket that speaks S3. An object appears when all of it has arrived, and is
read back. Only then its digest is put beside it, as `sha256sum --check` reads it; what is
not what was sent is deleted. Needs the packages of the extra `s3`.
"""

from pathlib import Path
from shutil import copyfileobj

from bluecampaign.media.s3 import PrivateS3Storage, as_files
from bluecampaign.media.storage import StorageAway

from .archive import PIECE, digest_of
from .places import NAME

# What says that a backup is ours and has arrived whole.
SEAL = ".sha256"


class Bucket:
    def __init__(self, options: dict) -> None:
        self.storage = PrivateS3Storage(**options)
        self.name = options["bucket_name"]

    def names(self) -> list[str]:
        """Backups by their names, the newest first."""
        return sorted((name for name in self._held() if NAME.fullmatch(name)), reverse=True)

    def refusals(self) -> list[str]:
        try:
            self.names()
        except StorageAway as error:
            return [f"The bucket {self.name} cannot be listed: {error}"]
        return []

    def send(self, file: Path, name: str) -> None:
        """Raises StorageAway when it has not arrived as it is; then it is not there."""
        with file.open("rb") as here:
            digest = digest_of(here)
        with as_files():
            self._client.upload_file(str(file), self.name, self._key(name))
        with self.storage.open(name) as there:
            arrived = digest_of(there)
        if arrived != digest:
            self.storage.delete(name)
            raise StorageAway(f"{name} arrived in the bucket with other bytes, and was deleted.")
        seal = f"{digest}  {name}\n".encode()
        with as_files():
            self._client.put_object(Bucket=self.name, Key=self._key(name + SEAL), Body=seal)

    def fetch(self, name: str, to: Path) -> Path:
        with self.storage.open(name) as source, to.open("wb") as target:
            copyfileobj(source, target, PIECE)
        return to

    def rotate(self, keep: int) -> tuple[list[str], list[str]]:
        """As in a folder: only what is sealed goes, or counts."""
        held, names = self._held(), self.names()
        whole = [name for name in names if name + SEAL in held]
        for name in whole[keep:]:
            self.storage.delete(name)
            self.storage.delete(name + SEAL)
        return whole[keep:], [name for name in names if name not in whole]

    @property
    def _client(self):
        return self.storage.connection.meta.client

    def _key(self, name: str) -> str:
        return f"{self.storage.location}/{name}" if self.storage.location else name

    def _held(self) -> set[str]:
        return {stored.name for stored in self.storage.inventory()}
