"""The environment of the tests, set before Django reads its settings.

Loaded as a plugin (`-p tests.environment`), because pytest-django looks at the
settings before any conftest.py is read.
"""

import os
import tempfile

os.environ.update(
    SECRET_KEY="only-for-tests-" + "x" * 50,
    HTTPS="off",
    DEBUG="off",
    SITE_URL="http://testserver",
    SITE_OFFICIAL="off",
    SITE_EXIT_URL="https://www.weather.gov/",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    CONTACT_EMAIL="",
    SECURITY_CONTACT="",
    LOG_LEVEL="ERROR",
    CLAMD_ADDRESS="",
    MEDIA_STORAGE="local",
    DATA_DIR=tempfile.mkdtemp(prefix="bluecampaign-tests-"),
)
# An own .env of this machine must not lead the tests to a real database.
# Tests that run on both databases name the other one themselves.
os.environ["REDIS_URL"] = os.environ.get("TEST_REDIS_URL", "")
os.environ["DATABASE_URL"] = (
    os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{os.environ['DATA_DIR']}/site.sqlite3"
)
