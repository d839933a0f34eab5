"""nginx in front of a site, with docs/nginx.conf as it stands but for names, certificate
and ports."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.ports import answers, free_port
from tests.tree import ROOT

from .outcome import CannotTry
from .running import Running

NAME = "www.example.gov"
OTHER_SERVERS = re.compile(r"^    server \{.*?^    \}\n", re.MULTILINE | re.DOTALL)


@contextmanager
def behind_nginx(site: Running) -> Iterator[str]:
    """Where nginx answers for the site."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        raise CannotTry("nginx is not installed (apt-get install nginx)")
    port, folder = free_port(), site.log.parent / "nginx"
    folder.mkdir()
    told = folder / "nginx.conf"
    told.write_text(_configuration(port, site.port, str(folder)))
    command = [program, "-c", str(told), "-p", str(folder), "-e", "stderr", "-g", "daemon off;"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        if not answers(port, process):
            raise RuntimeError(f"nginx did not start: {(folder / 'log').read_text()}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _configuration(port: int, behind: int, folder: str) -> str:
    text = (ROOT / "docs/nginx.conf").read_text().replace("user www-data;", "")
    text = re.sub(r"/run/nginx\.pid|/var/log/nginx/error\.log", f"{folder}/told", text)
    text = OTHER_SERVERS.sub(lambda found: found[0] if "proxy_pass" in found[0] else "", text)
    text = re.sub(r"^ *(ssl_|http2 |listen \[).*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"listen 443 ssl.*;", f"listen 127.0.0.1:{port};", text)
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    paths = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = "".join(f"    {name}_temp_path {folder}/{name};\n" for name in paths)
    return text.replace("http {\n", f"http {{\n{own}", 1).replace(NAME, "127.0.0.1")
