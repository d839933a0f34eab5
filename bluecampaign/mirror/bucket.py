"""A copy in a bucket that speaks S3, from which a CDN or the store itself serves it.

What the bucket holds is written down in it, so only what differs is sent: what pages
need goes before the pages, and what is gone is deleted last. Nothing is touched that no
copy of ours has put there. Needs the packages of the extra `s3`.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import boto3
from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError

from bluecampaign.media.s3 import client_config

from .entries import Entry, Manifest
from .storing import FILES
from .targets import Target

# What is in the bucket, beside the site: key to digest.
INVENTORY = "_mirror/inventory.json"
STORED_HEADERS = {
    "Cache-Control": "CacheControl",
    "Content-Disposition": "ContentDisposition",
    "Content-Language": "ContentLanguage",
}


class Refused(Exception):
    """The bucket did not take something; the words say what and what to do."""


def publish(
    release: Path, manifest: Manifest, target: Target, told: Callable[[int, int], None]
) -> dict[str, int]:
    """Make the bucket hold a copy; how many objects were sent, deleted and left alone.

    Raises `Refused` at the first failure. Then nothing was deleted, and the next run goes
    on where this one was.
    """
    bucket = Bucket(target)
    wanted = {key: entry for entry in manifest.entries.values() for key in keys_of(entry)}
    held = bucket.inventory()
    changed = [key for key, entry in wanted.items() if held.get(key) != digest_of(entry)]
    changed.sort(key=lambda key: (wanted[key].is_html, key))
    try:
        for number, key in enumerate(changed, start=1):
            bucket.put(key, wanted[key], release / FILES)
            held[key] = digest_of(wanted[key])
            told(number, len(changed))
    finally:
        bucket.write_down(held)
    gone = sorted(held.keys() - wanted.keys())
    for key in gone:
        bucket.delete(key)
        del held[key]
    if gone:
        bucket.write_down(held)
    return {"sent": len(changed), "deleted": len(gone), "alike": len(wanted) - len(changed)}


def keys_of(entry: Entry) -> Iterator[str]:
    """The name of an address in the bucket; a folder's is that of its index."""
    if entry.file:
        yield entry.file if not entry.file.startswith("_gone/") else entry.path.lstrip("/")
    elif entry.is_redirect:
        yield entry.path.lstrip("/")


def digest_of(entry: Entry) -> str:
    return sha256(json.dumps(asdict(entry), sort_keys=True).encode()).hexdigest()[:32]


class Bucket:
    def __init__(self, target: Target) -> None:
        self.target = target
        self.client = boto3.client(
            "s3",
            endpoint_url=target.endpoint_url or None,
            region_name=target.region or None,
            aws_access_key_id=target.access_key or None,
            aws_secret_access_key=target.secret_key or None,
            config=client_config(target.endpoint_url),
        )

    def inventory(self) -> dict[str, str]:
        """What earlier runs have put here; nothing where there was none."""
        try:
            answer = self.client.get_object(Bucket=self.target.bucket, Key=self._name(INVENTORY))
            return json.loads(answer["Body"].read())
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return {}
            raise self._refused("cannot be read", error) from error
        except (BotoCoreError, ValueError) as error:
            raise self._refused("cannot be read", error) from error

    def put(self, key: str, entry: Entry, files: Path) -> None:
        facts = {STORED_HEADERS[n]: v for n, v in entry.headers.items() if n in STORED_HEADERS}
        if entry.is_redirect:
            facts["WebsiteRedirectLocation"] = entry.to
        body = (files / entry.file).read_bytes() if entry.file else b""
        self._send(key, Body=body, ContentType=entry.type, **facts)

    def write_down(self, held: dict[str, str]) -> None:
        body = json.dumps(held, sort_keys=True).encode()
        self._send(INVENTORY, Body=body, ContentType="application/json", CacheControl="no-store")

    def delete(self, key: str) -> None:
        try:
            self.client.delete_object(Bucket=self.target.bucket, Key=self._name(key))
        except (BotoCoreError, Boto3Error, ClientError) as error:
            raise self._refused(f"did not delete {key}", error) from error

    def _send(self, key: str, **facts) -> None:
        try:
            self.client.put_object(Bucket=self.target.bucket, Key=self._name(key), **facts)
        except (BotoCoreError, Boto3Error, ClientError) as error:
            raise self._refused(f"did not take {key}", error) from error

    def _name(self, key: str) -> str:
        return f"{self.target.prefix}/{key}" if self.target.prefix else key

    def _refused(self, what: str, error: Exception) -> Refused:
        return Refused(
            f"The bucket {self.target.bucket} {what}: {error}\n"
            "What was sent before stays, and what is gone was not deleted. Look at the "
            "address, the keys and their rights (get, put, delete), then run it again: it "
            "sends only what is missing."
        )
