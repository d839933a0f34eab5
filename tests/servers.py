"""Runs tests on a PostgreSQL and a Redis of their own instead of SQLite and one machine.

python -m tests.servers                  # everything, as `make test-servers` does
python -m tests.servers tests/search -k korean
"""

import os
import subprocess
import sys

from tests.office.postgres import programs, running_postgres
from tests.ops.redis_server import RedisServer
from tests.tree import ROOT

MISSING = "PostgreSQL is missing. Install it: apt-get install postgresql"


def run(arguments: list[str], **options) -> subprocess.CompletedProcess:
    """pytest with both servers, which are gone when it ends."""
    redis = RedisServer()
    redis.start()
    try:
        with running_postgres() as database:
            servers = {"TEST_DATABASE_URL": database, "TEST_REDIS_URL": redis.url}
            command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
            return subprocess.run(
                command, cwd=ROOT, env=os.environ | servers, check=False, **options
            )
    finally:
        redis.stop()


def main() -> int:
    if programs() is None:
        print(MISSING)
        return 1
    return run(sys.argv[1:]).returncode


if __name__ == "__main__":
    sys.exit(main())
