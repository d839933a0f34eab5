"""Asks a running site, and waits for what it is to do."""

import time
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def read(url: str, encoding: str = "identity") -> tuple[int, dict[str, str], bytes]:
    try:
        with urlopen(Request(url, headers={"Accept-Encoding": encoding}), timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except HTTPError as error:
        return error.code, dict(error.headers), error.read()
    except OSError:
        return 0, {}, b""


def wait_for(happens: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < until
        time.sleep(0.1)
