"""A clock that can be shifted while processes run: a small library of our own, compiled
here and loaded into them before the C library, whose wall clock it answers for. Clocks
that only measure how long something takes go on as they are.
"""

import shutil
import struct
import subprocess
from pathlib import Path

from .outcome import CannotTry

SOURCE = Path(__file__).with_name("shifted.c")


class Shifted:
    """Raises `CannotTry` where nothing can be compiled."""

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None:
            raise CannotTry("shifting the clock takes a C compiler (apt-get install gcc)")
        library, self._file = folder / "shifted.so", folder / "shift"
        self.shift(0)
        command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotTry(f"the shifted clock cannot be compiled: {done.stderr[-300:]}")
        self.settings = {"LD_PRELOAD": str(library), "SHIFT_FILE": str(self._file)}

    def shift(self, seconds: int) -> None:
        """Every process that has the library sees the new time with its next look."""
        with self._file.open("r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("<q", seconds))
