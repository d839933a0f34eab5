"""Tokens made by a process of their own, so that making them and writing them down take
two processors. It knows neither Django nor the database, and ends with its parent."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import BinaryIO, Self

from .tokens import Texts, tokens_of

ENDED = "The process that makes tokens has ended."


class Aside:
    """The other process: it begins when it is first asked, and ends with the block."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: object, trace: TracebackType | None) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()

    def tokens(self, parts: Iterable[list[Texts]]) -> Iterator[list[str]]:
        """The tokens of each part: while the caller is busy with those of one, those of
        the next are made. Raises `ChildProcessError` if the process has ended."""
        parts = iter(parts)
        self._send(next(parts))
        for part in parts:
            made = self._received()
            self._send(part)
            yield made
        yield self._received()

    def _send(self, part: list[Texts]) -> None:
        try:
            _write(part, self._begun().stdin)
        except BrokenPipeError as error:
            raise ChildProcessError(ENDED) from error

    def _received(self) -> list[str]:
        line = self._begun().stdout.readline()
        if not line.endswith(b"\n"):
            raise ChildProcessError(ENDED)
        return json.loads(line)

    def _begun(self) -> subprocess.Popen:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                # Whoever breaks the work off with the keyboard means the parent.
                start_new_session=True,
            )
        return self._process


def _write(value: list, stream: BinaryIO) -> None:
    stream.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
    stream.flush()


def main() -> None:
    """Answer each part, a line of JSON, with its tokens, until the parent has no more."""
    for line in sys.stdin.buffer:
        _write([tokens_of(Texts(*texts)) for texts in json.loads(line)], sys.stdout.buffer)


if __name__ == "__main__":
    main()
