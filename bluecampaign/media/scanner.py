"""Asks a virus scanner about an upload, where one is set up (`CLAMD_ADDRESS`).

It speaks the INSTREAM command of clamd over a socket of the machine or the network. If
the scanner does not answer, or says anything but "OK", the upload is refused.
"""

import logging
import socket
from contextlib import closing

from django.conf import settings

from .reasons import Reason

PATIENCE = 60
PIECE = 64 * 1024
DEFAULT_PORT = 3310
log = logging.getLogger(__name__)


class ScannerError(Exception):
    """The scanner cannot be asked, or its answer cannot be understood."""


def scan(upload) -> None:
    """Raises ValidationError where a scanner is set up and does not let a file pass."""
    address = settings.CLAMD_ADDRESS
    if not address:
        return
    try:
        found = found_in(upload, address)
    except (OSError, ScannerError) as error:
        log.error("The virus scanner does not answer: %s", error)
        raise Reason.SCANNER.error() from error
    if found:
        raise Reason.VIRUS.error(name=found)


def found_in(upload, address: str) -> str:
    """The name of what a scanner finds, or nothing."""
    upload.seek(0)
    with closing(_connected(address)) as line:
        answer = _asked(line, upload)
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    name, _, word = verdict.rpartition(" ")
    if word != "FOUND" or not name:
        raise ScannerError(answer[:200] or "no answer")
    return name


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, colon, port = address.removeprefix("tcp://").rpartition(":")
    if not colon:
        host, port = port, str(DEFAULT_PORT)
    if not port.isdecimal():
        raise ScannerError(f"{address} is no address")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)


def _asked(line: socket.socket, upload) -> str:
    """Send a file in pieces, each with its length before it, and read the answer."""
    try:
        line.sendall(b"zINSTREAM\0")
        for piece in iter(lambda: upload.read(PIECE), b""):
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        # It hangs up in the middle when a file is too large for it, and says so first.
        return _answer(line) or "the connection was closed"
    return _answer(line)


def _answer(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < PIECE:
        piece = line.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode(errors="replace")
