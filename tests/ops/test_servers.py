"""The tests of what must not differ, once more on PostgreSQL and Redis. `make test-servers`
runs all of them there."""

import os

import pytest

from tests.office.postgres import programs
from tests.servers import MISSING, run

MATTERS = [
    "tests/search",
    "tests/web/test_pagecache_site.py",
    "tests/hotlines/test_directory.py",
    "tests/office/test_drafts.py::test_a_draft_with_a_new_block_is_shown_edited_and_published",
]
# They read many pages of the site and ask nothing of a database that others do not.
LONG = [
    "tests/web/test_pagecache_site.py::test_every_query_of_a_link_is_known_to_the_cache",
    "tests/web/test_pagecache_site.py::test_what_languages_share_is_right_in_each",
]


@pytest.mark.slow
@pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="This is that run.")
def test_what_matters_is_the_same_on_postgresql_and_redis():
    if programs() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)

    left_out = [f"--deselect={test}" for test in LONG]
    arguments = [*MATTERS, *left_out, "-q", "-n", "0"]
    done = run(arguments, capture_output=True, text=True, timeout=1800)

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
