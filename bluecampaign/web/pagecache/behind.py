"""What stands behind the cache, loaded when it is first needed and not before."""

from importlib import import_module
from threading import Lock


class Loaded:
    """A callable that is named `module:attribute` and imported once, by whoever calls it
    first. An import that fails is tried again by the next call."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = Lock()
        self._found = None

    @property
    def is_there(self) -> bool:
        return self._found is not None

    def load(self):
        with self._lock:
            if self._found is None:
                module, _, attribute = self.name.partition(":")
                self._found = getattr(import_module(module), attribute)
        return self._found

    def __call__(self, *args):
        return (self._found or self.load())(*args)
