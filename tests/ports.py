"""Ports of this machine for servers that tests start."""

import socket
import subprocess
import time

PATIENCE = 20


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


def answers(port: int, process: subprocess.Popen) -> bool:
    """Whether a server takes connections, after some patience, and has not ended."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False
