"""The virus scanner, spoken to as clamd wants it: length before each piece, nought last."""

import socketserver
import threading
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from bluecampaign.media import scanner
from bluecampaign.media.intake import take
from tests.media.corpus import pdf_bytes, picture

# In two halves, so that no scanner finds this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST = 3 * 1024 * 1024


class Clamd(socketserver.StreamRequestHandler):
    """What clamd does with INSTREAM, without its signatures."""

    def handle(self):
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        self.wfile.write(self.answer(command))

    def answer(self, command: bytes) -> bytes:
        if command != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND\0"
        data = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            data += self.rfile.read(size)
            if len(data) > MOST:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.server.seen.append(data)
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else self.server.says


class TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True


class SocketServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def clamd(kind, address, says: bytes = b"stream: OK\0"):
    with kind(address, Clamd) as server:
        server.seen, server.says = [], says
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@pytest.fixture(params=["socket", "network"])
def server(request, settings, tmp_path):
    """A scanner at either kind of address, and the site that is set up to ask it."""
    kind, address = TcpServer, ("127.0.0.1", 0)
    if request.param == "socket":
        kind, address = SocketServer, str(tmp_path / "clamd.ctl")
    with clamd(kind, address) as running:
        port = running.server_address[1] if kind is TcpServer else ""
        settings.CLAMD_ADDRESS = f"127.0.0.1:{port}" if port else address
        yield running


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("poster.png", data)


def codes(data: bytes) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        take(upload(data))
    return [each.code for each in refusal.value.error_list]


def test_clean_file_passes_and_the_scanner_saw_all_of_it(server):
    data = picture(size=(900, 900)) + bytes(200_000)

    take(upload(data))

    assert server.seen == [data]


def test_virus_is_refused_by_its_name(server):
    with pytest.raises(ValidationError) as refusal:
        take(upload(pdf_bytes() + EICAR))

    assert refusal.value.messages == [
        "The virus scanner found something in this file: Eicar-Test-Signature."
    ]


@pytest.mark.parametrize("says", [b"", b"\0", b"stream: nonsense\0", b"stream: x ERROR\0"])
def test_answer_that_is_not_ok_refuses_the_upload(server, says):
    server.says = says

    assert codes(picture()) == ["scanner"]


def test_file_too_large_for_the_scanner_is_refused(server):
    assert codes(picture() + bytes(2 * MOST)) == ["scanner"]


@pytest.mark.parametrize(
    "address", ["127.0.0.1:1", "/nowhere/clamd.ctl", "127.0.0.1:words", "tcp://[::1]:1"]
)
def test_scanner_that_is_away_refuses_every_upload(settings, address):
    settings.CLAMD_ADDRESS = address

    with pytest.raises(ValidationError) as refusal:
        take(upload(picture()))

    [sentence] = refusal.value.messages
    assert sentence.startswith("The virus scanner does not answer, so nothing can be uploaded")


def test_scanner_that_is_silent_is_waited_for_no_longer_than_its_time(server, monkeypatch):
    monkeypatch.setattr(scanner, "PATIENCE", 0.3)
    monkeypatch.setattr(Clamd, "answer", lambda self, command: threading.Event().wait(2) or b"")

    assert codes(picture()) == ["scanner"]


def test_without_a_scanner_nothing_is_asked(settings, monkeypatch):
    settings.CLAMD_ADDRESS = ""
    monkeypatch.setattr(scanner, "found_in", lambda *_args: pytest.fail("It was asked."))

    assert take(upload(picture())).width == 40
