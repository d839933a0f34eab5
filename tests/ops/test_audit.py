"""The audit of packages tells what it saw, and when it could not see."""

import json
import runpy
from pathlib import Path

import pytest

from .test_locks import PIN

KNOWN = {"name": "a", "version": "1", "vulns": []}
WEAK = KNOWN | {"vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
UNKNOWN = {"name": "b", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "code", "strict_code", "words"),
    [
        ([KNOWN], 0, 0, "1 packages looked at, 0 known weaknesses"),
        ([KNOWN, WEAK], 1, 1, "a 1: CVE-1, mended in 2"),
        ([KNOWN, UNKNOWN], 0, 1, "not looked at: b"),
        ([UNKNOWN, UNKNOWN], 0, 1, "NOTHING was looked at"),
        (None, 0, 1, "NOTHING was looked at"),
    ],
)
def test_verdict_says_what_was_seen(root: Path, packages, code, strict_code, words):
    verdict = runpy.run_path(str(root / ".ci/audit.py"))["verdict"]
    report = "" if packages is None else json.dumps({"dependencies": packages})

    plain, strict = (verdict("x.lock", report, must) for must in (False, True))

    assert (plain[0], strict[0]) == (code, strict_code)
    assert words in "\n".join(plain[1])


def test_lock_of_the_audit_holds_hashed_pins_and_no_address(root: Path):
    text = (root / "requirements-audit.lock").read_text()

    assert PIN.findall(text) and "://" not in text
    assert text.count("==") <= text.count("--hash=sha256:")
