"""What only staff's work, printing and caches in front need is imported when it is first used,
not by every process that gives pages: openpyxl, pikepdf and typst are 20 MiB and a second of
each start.
"""

from importlib import import_module


class OnFirstUse:
    """Stands for a module, which is imported when something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str):
        return getattr(import_module(self._name), attribute)
