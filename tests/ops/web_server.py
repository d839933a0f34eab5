"""A real nginx that serves a copy as its configuration says, for as long as a test lasts."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.ports import PATIENCE, answers, free_port

CONFIGURATION = """
daemon off;
master_process off;
pid {temporary}/nginx.pid;
error_log stderr error;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {temporary}/body;
    proxy_temp_path {temporary}/proxy;
    fastcgi_temp_path {temporary}/fastcgi;
    uwsgi_temp_path {temporary}/uwsgi;
    scgi_temp_path {temporary}/scgi;
    include {copy}/mirror.nginx-maps.conf;
    server {{
        listen 127.0.0.1:{port};
        root {copy}/files;
        include {copy}/mirror.nginx.conf;
    }}
}}
"""


class Server:
    def __init__(self, port: int) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def get(self, address: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        self._line.request("GET", address, headers=headers)
        answer = self._line.getresponse()
        return answer, answer.read()


@contextmanager
def serving(copy: Path, temporary: Path) -> Iterator[Server]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("nginx is missing")
    port = free_port()
    told = temporary / "nginx.conf"
    told.write_text(CONFIGURATION.format(copy=copy, temporary=temporary, port=port))
    command = [program, "-c", str(told), "-p", str(temporary), "-e", "stderr"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        if not answers(port, process):
            process.terminate()
            raise AssertionError(f"nginx did not start:\n{process.communicate()[1]}")
        yield Server(port)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
