"""Variables of the environment, or of files that it names.

A secret may lie in a file instead, as containers and systemd hand them over: NAME_FILE
names the file of NAME. So it stands in no list of processes and in no dump of an
environment.
"""

from collections.abc import Mapping
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured


class Variables(environ.fileaware_mapping.FileAwareMapping):
    """Looks at NAME_FILE before NAME. Ends of lines around a secret are no part of it."""

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        super().__init__(env, cache=False)

    def __getitem__(self, key: str) -> str:
        """Raises ImproperlyConfigured for a file that cannot be read, is empty, or stands
        beside a value of its own."""
        named = self.env.get(f"{key}_FILE")
        if not named:
            return self.env[key]
        if self.env.get(key):
            raise ImproperlyConfigured(f"Both {key} and {key}_FILE are set. Remove one of them.")
        return _content(f"{key}_FILE", Path(named))


def _content(name: str, file: Path) -> str:
    try:
        found = file.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{name} names a file that cannot be read ({type(error).__name__}). "
            "Give this user the right to read it, or correct the name."
        ) from None
    if not found:
        raise ImproperlyConfigured(f"{name} names an empty file. Write the value into it.")
    return found


class Environment(environ.Env):
    ENVIRON = Variables()

    def needed(self, name: str, how: str) -> str:
        """Raises ImproperlyConfigured, with how to come by a value, where there is none."""
        value = self.str(name, default="")
        if not value:
            raise ImproperlyConfigured(f"{name} is not set. {how}")
        return value
