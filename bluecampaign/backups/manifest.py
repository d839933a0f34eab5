"""What a backup says about itself: what it holds, and which code can read it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath

from django.db.migrations.loader import MigrationLoader

KIND = "bluecampaign-backup"
# Another number is a file that this code cannot read.
FORMAT = 1
MEDIA = "media/"
Migrations = dict[str, list[str]]


class Damaged(Exception):
    """The file is no whole backup of ours; the words say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the backup."""

    name: str
    size: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    """`migrations` are those of the database that the code of that time knew."""

    made: str
    engine: str
    engine_version: str
    database: str
    database_bytes: int
    migrations: Migrations
    files: list[Member] = field(default_factory=list)
    kind: str = KIND
    format: int = FORMAT

    @property
    def bytes(self) -> int:
        return sum(member.size for member in self.files)

    @property
    def media(self) -> list[Member]:
        return [member for member in self.files if member.name.startswith(MEDIA)]

    @property
    def database_file(self) -> Member:
        return next(member for member in self.files if member.name == self.database)

    def text(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


def read(text: str) -> Manifest:
    """Raises `Damaged` for what is no manifest, or one of a newer format."""
    try:
        told = json.loads(text)
        kind, number = told["kind"], int(told["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged("Its manifest cannot be read.") from error
    if kind != KIND:
        raise Damaged("It is no backup of this site.")
    if number > FORMAT:
        raise Damaged(
            f"It has format {number}, and this code reads {FORMAT}. Restore it with the "
            "release of the site that made it, or a newer one."
        )
    try:
        told["files"] = [Member(**each) for each in told["files"]]
        return _sound(Manifest(**told))
    except (KeyError, TypeError) as error:
        raise Damaged("Its manifest lacks something.") from error


def _sound(manifest: Manifest) -> Manifest:
    names = [member.name for member in manifest.files]
    if names.count(manifest.database) != 1 or not all(map(_is_safe, names)):
        raise Damaged("Its manifest names files that no backup of ours has.")
    return manifest


def _is_safe(name: str) -> bool:
    """A name below the folder it is written to, and nowhere else."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def _loader() -> MigrationLoader:
    return MigrationLoader(None)


def known(applied: set[tuple[str, str]]) -> tuple[Migrations, list[str]]:
    """The applied migrations of the apps that this code has, and those among them that it
    does not know, because newer code made them. Apps that are gone leave rows; they tell
    nothing."""
    loader = _loader()
    ours: Migrations = {}
    for app, name in sorted(applied):
        if app in loader.migrated_apps:
            ours.setdefault(app, []).append(name)
    return ours, newer_than_code(ours)


def newer_than_code(migrations: Migrations) -> list[str]:
    """Migrations that this code does not know: `app.name`."""
    loader = _loader()
    replaced = {key for each in loader.disk_migrations.values() for key in each.replaces}
    return [
        f"{app}.{name}"
        for app, names in sorted(migrations.items())
        for name in names
        if (app, name) not in loader.disk_migrations and (app, name) not in replaced
    ]


def is_older_than_code(migrations: Migrations) -> bool:
    applied = {(app, name) for app, names in migrations.items() for name in names}
    return bool(_loader().disk_migrations.keys() - applied)
