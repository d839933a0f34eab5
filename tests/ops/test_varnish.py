"""Varnish in front of the site, with the configuration of docs/varnish.vcl."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from tests.browser.serving import ROOT, Site, environment, serving
from tests.ops.asking import read, wait_for
from tests.ports import free_port

VARNISH = shutil.which("varnishd", path=os.environ["PATH"] + ":/usr/sbin")
PATHS = ["/", "/get-help/", "/hotlines/", "/numbers/", "/resources/", "/resources/?kind=poster"]
OLD, NEW = "1-888-373-7888", "1-800-432-1000"
CHANGE = f"""
from hotlines.models import Channel
Channel.objects.filter(display="{OLD}").update(display="{NEW}")
"""
pytestmark = pytest.mark.skipif(VARNISH is None, reason="Varnish is not here")


@pytest.fixture(scope="module")
def front(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """The site, and where Varnish answers for it."""
    folder, port = tmp_path_factory.mktemp("varnish"), free_port()
    own = {
        "CDN_MAX_AGE": "86400",
        "CDN_PURGE_URL": f"http://127.0.0.1:{port}/",
        "CDN_PURGE_METHOD": "BAN",
    }
    with serving(prepared, folder / "site", **own) as site:
        vcl = (ROOT / "docs/varnish.vcl").read_text()
        ours = vcl.replace('"8000"', f'"{site.origin.rpartition(":")[2]}"')
        (folder / "site.vcl").write_text(ours.replace("interval = 5s", "interval = 1s"))
        varnish = subprocess.Popen(
            [
                *(VARNISH, "-F", "-n", str(folder / "work"), "-a", f"127.0.0.1:{port}"),
                *("-f", str(folder / "site.vcl"), "-p", "http_gzip_support=off"),
                *("-s", "malloc,64m", "-j", "none"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(lambda: read(f"http://127.0.0.1:{port}/healthz")[0] == 200)
            # The first content is a change, too.
            wait_for((folder / "site/cache/told").exists)
            yield site, f"http://127.0.0.1:{port}"
        finally:
            varnish.terminate()
            varnish.wait(20)


def is_hit(headers: dict[str, str]) -> bool:
    """Varnish names the request, and for a kept answer the one that fetched it too."""
    return len(headers["X-Varnish"].split()) == 2


def test_second_crawl_asks_the_site_for_nothing(front: tuple[Site, str]):
    _site, varnish = front
    urls = [varnish + localize(path, code) for code in CODES for path in PATHS]
    first = [read(url, "br") for url in urls]

    again = [read(f"{url}{'&' if '?' in url else '?'}utm_source=mail", "br") for url in urls]

    assert {status for status, _headers, _body in first} == {200}
    assert [brotli.decompress(body) for *_rest, body in again] == [
        brotli.decompress(body) for *_rest, body in first
    ]
    assert sum(is_hit(headers) for _status, headers, _body in again) / len(urls) > 0.99
    assert {headers["Content-Encoding"] for _status, headers, _body in again} == {"br"}


def test_staff_pages_and_searches_are_kept_by_nobody(front: tuple[Site, str]):
    _site, varnish = front
    for path in ("/admin/login/", "/search/?q=visa", "/no-such-page/"):
        read(varnish + path)
        assert not is_hit(read(varnish + path)[1]), path


def test_changed_number_is_everywhere_at_once(front: tuple[Site, str]):
    site, varnish = front
    url = f"{varnish}/es/get-help/"
    assert OLD.encode() in read(url)[2]

    port = int(site.origin.rpartition(":")[2])
    database = f"sqlite:///{site.folder / 'site.sqlite3'}"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", CHANGE],
        cwd=ROOT,
        env=environment(site.folder, site.folder / "static", port, database),
        check=True,
        capture_output=True,
    )

    wait_for(lambda: NEW.encode() in read(url)[2], seconds=15)
    assert OLD.encode() not in read(url)[2]
