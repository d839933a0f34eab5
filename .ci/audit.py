"""Asks whether the packages of some locks have known weaknesses, and says what it saw.

Exits with 1 when there is one. Where the advisories cannot be reached it says so and
exits with 0, or, with AUDIT_MUST_LOOK=1, with 1.
     usage: python .ci/audit.py requirements.lock …
"""

import json
import os
import subprocess
import sys

COMMAND = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
COMMAND += ["--progress-spinner", "off", "--format", "json", "-r"]


def verdict(lock: str, report: str, must_look: bool) -> tuple[int, list[str]]:
    """The exit code and what to say, from the report of pip-audit; an empty report is
    one that it could not make."""
    packages = json.loads(report)["dependencies"] if report.strip() else []
    seen = [package for package in packages if "skip_reason" not in package]
    if not seen:
        told = f"{lock}: the advisories could not be reached. NOTHING was looked at."
        return int(must_look), [told]
    found = [
        f"  {package['name']} {package['version']}: {weakness['id']}, mended in "
        f"{', '.join(weakness['fix_versions']) or 'no version yet'}"
        for package in seen
        for weakness in package["vulns"]
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    lines = [f"{lock}: {len(seen)} packages looked at, {len(found)} known weaknesses.", *found]
    if unknown:
        lines.append(f"  Not known there, so not looked at: {', '.join(unknown)}")
    return int(bool(found) or (must_look and bool(unknown))), lines


def report_of(lock: str) -> str:
    done = subprocess.run([*COMMAND, lock], capture_output=True, text=True, check=False)
    return done.stdout


def main(locks: list[str]) -> int:
    must_look = os.environ.get("AUDIT_MUST_LOOK", "") not in ("", "0")
    codes = []
    for lock in locks:
        code, lines = verdict(lock, report_of(lock), must_look)
        print("\n".join(lines), flush=True)
        codes.append(code)
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
