"""A backup is believed once its database has been restored."""

from pathlib import Path

from .archive import Reading
from .broken import Broken
from .engines import Engine


def tried(engine: Engine, backup: Reading, scratch: Path) -> str:
    """Restore the database beside the present one, look at it and take it away again; the
    words say what was done. Raises `Broken`."""
    dump = backup.unpack(backup.manifest.database_file, scratch / "dump")
    if instead := engine.only_looked(dump):
        return instead
    staged = engine.stage(dump, scratch)
    try:
        wanted = backup.manifest.migrations
        listed = {(app, name) for app, names in wanted.items() for name in names}
        if lacking := listed - staged.applied():
            raise Broken(f"The database in it lacks {len(lacking)} migrations that it had.")
    finally:
        staged.drop()
        dump.unlink()
    return engine.tried
