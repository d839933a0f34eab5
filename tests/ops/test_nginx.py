"""nginx accepts docs/nginx.conf as it stands, and has the limits that the docs promise."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bluecampaign.media.receiving import MOST_BYTES
from tests.tree import ROOT

TEXT = (ROOT / "docs" / "nginx.conf").read_text()


def test_nginx_accepts_the_configuration(tmp_path: Path):
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None or not shutil.which("openssl"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("nginx or openssl is missing")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    made += ["-nodes", "-days", "1", "-subj", "/CN=www.example.gov"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    text = TEXT.replace("/etc/ssl/www.example.gov/fullchain.pem", str(certificate))
    text = text.replace("/etc/ssl/www.example.gov/privkey.pem", str(key))
    text = re.sub(r"/run/nginx\.pid|/var/log/nginx/error\.log", str(tmp_path / "x"), text)
    text = text.replace("user www-data;", "")
    (tmp_path / "nginx.conf").write_text(text)

    command = [program, "-t", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr.replace("could not open error log file", "")


def test_nginx_lets_uploads_of_staff_and_a_logo_pass_and_nothing_else():
    sizes = re.findall(r"client_max_body_size (\d+)([km]);", TEXT)

    marks = ("3", "m")  # a partner's logo, beside the form it comes in
    assert sizes == [("16", "k"), marks, (str(MOST_BYTES // 1024**2 + 1), "m")]


def test_nginx_says_who_asks_by_itself_and_writes_nobody_down():
    logged = re.search(r"log_format discreet '([^']*)'", TEXT)[1].split()

    assert "proxy_set_header X-Forwarded-For $remote_addr;" in TEXT
    assert set(logged) == {
        *("$time_iso8601", "$request_method", "$uri", "$status"),
        *("$body_bytes_sent", "$request_id"),
    }
    assert re.findall(r"access_log (\S+);", TEXT.replace("# or: access_log", ""))[0] == "off"
