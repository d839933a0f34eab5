"""Says plainly, before anything is started, when the address is taken."""

import os
import runpy
import socket
import sys

sys.path.insert(0, os.getcwd())

conf = runpy.run_path("bluecampaign/gunicorn.conf.py")
host, port = conf["host"], conf["port"]

try:
    family, _, _, _, address = socket.getaddrinfo(
        host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
except (OSError, OverflowError) as error:
    sys.exit(
        f"\n  {host}:{port} cannot be used: {error}.\n"
        "  If something else is running there, stop it or choose another port:\n"
        f"      make serve PORT={port % 65000 + 1}\n"
    )
