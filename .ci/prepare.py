"""Brings database, content and static files up to date, in one process: most of the
time of a start goes into loading Django. What has not changed is passed over.
"""

import hashlib
import os
import sys
from pathlib import Path

sys.path.insert(0, os.getcwd())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bluecampaign.settings")

import django
from django.conf import settings
from django.core.management import CommandError, call_command

INPUTS = ["requirements.lock", "bluecampaign/settings.py"]  # what decides beside files


def digest_of_static_files() -> str:
    folders = [Path("static"), *Path().glob("*/static")]
    files = {
        file
        for folder in folders
        if folder.resolve() != Path(settings.STATIC_ROOT).resolve()
        for file in folder.rglob("*")
        if file.is_file()
    }
    total = hashlib.sha256()
    for file in [*map(Path, INPUTS), *sorted(files)]:
        total.update(f"{file}\0".encode() + file.read_bytes() + b"\0")
    return total.hexdigest()


def gather_static_files() -> None:
    root = Path(settings.STATIC_ROOT)
    stamp, wanted = Path(f"{root}.digest"), digest_of_static_files()
    if root.is_dir() and stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, clear=root.is_dir(), verbosity=0)
    stamp.write_text(wanted)


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False)
    call_command("load_content")
    call_command("make_roles")
    gather_static_files()


try:
    main()
except CommandError as error:
    sys.exit(str(error))
