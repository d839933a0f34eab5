"""Secrets come from the environment or from files that it names."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from bluecampaign.databases import databases_of
from bluecampaign.media.storage import storage_of
from bluecampaign.web.environment import Environment, Variables


def reading(variables: dict[str, str]) -> Environment:
    env = Environment()
    env.ENVIRON = Variables(variables)
    return env


def written(folder: Path, text: str) -> str:
    file = folder / "secret"
    file.write_text(text)
    return str(file)


def test_secret_is_read_from_its_file(tmp_path: Path):
    env = reading({"SECRET_KEY_FILE": written(tmp_path, "s3cret\n")})

    assert env.str("SECRET_KEY") == "s3cret"


def test_database_and_bucket_may_come_from_files(tmp_path: Path):
    address = written(tmp_path, "postgres://ann:pw@db:5432/site\n")
    env = reading({"DATABASE_URL_FILE": address, "S3_SECRET_KEY_FILE": address, **S3})

    assert databases_of(env, tmp_path)["default"]["PASSWORD"] == "pw"
    assert storage_of(env)["OPTIONS"]["secret_key"] == "postgres://ann:pw@db:5432/site"
    assert storage_of(env)["OPTIONS"]["access_key"] == "a"


S3 = {"MEDIA_STORAGE": "s3", "S3_ACCESS_KEY": "a"}


def test_variable_and_default_count_without_a_file():
    env = reading({"SECRET_KEY": "plain"})

    assert (env.str("SECRET_KEY"), env.str("S3_SECRET_KEY", default="")) == ("plain", "")


@pytest.mark.parametrize(
    ("text", "more", "reason"),
    [
        (None, {}, "cannot be read"),
        (" \n", {}, "empty file"),
        ("a", {"SECRET_KEY": "b"}, "Both SECRET_KEY and SECRET_KEY_FILE"),
    ],
)
def test_wrong_file_is_refused_with_its_reason(tmp_path: Path, text, more, reason):
    file = written(tmp_path, text) if text else str(tmp_path / "nowhere")

    with pytest.raises(ImproperlyConfigured, match=reason):
        reading({"SECRET_KEY_FILE": file, **more}).str("SECRET_KEY")


@pytest.mark.parametrize("variables", [{}, {"SECRET_KEY": ""}])
def test_needed_variable_that_is_missing_says_how_to_make_one(variables: dict[str, str]):
    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY is not set\. Make one\.$"):
        reading(variables).needed("SECRET_KEY", "Make one.")


def test_commands_say_what_is_wrong_with_the_settings_without_a_traceback(root: Path):
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=root,
        env={"SECRET_KEY": "only-for-this", "DATABASE_URL_FILE": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("The settings are wrong. DATABASE_URL_FILE names a file that")
    assert "Traceback" not in done.stderr
