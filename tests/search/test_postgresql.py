"""The tests of this folder once more, on a PostgreSQL server of their own."""

import os
import subprocess
import sys

import pytest

from tests.office.postgres import programs, running_postgres
from tests.tree import ROOT

MISSING = "There is no PostgreSQL here. Install it: apt-get install postgresql"


@pytest.mark.slow
@pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="This is that run.")
def test_search_is_the_same_on_postgresql():
    if programs() is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    command = [sys.executable, "-m", "pytest", "tests/search", "-q", "-p", "no:cacheprovider"]
    command += ["-n", "0", "--ignore", "tests/search/test_postgresql.py"]

    with running_postgres() as address:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"TEST_DATABASE_URL": address},
            capture_output=True,
            text=True,
            timeout=1800,
            check=False,
        )

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
