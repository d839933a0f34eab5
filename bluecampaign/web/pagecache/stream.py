"""The one thing that machines share through Redis: a stream of a single entry, made anew
with each change of the content. It holds nothing of the content and nothing of readers.

Imported only where REDIS_URL is set.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

NAME = "bluecampaign:content"
# The number of an entry before all others.
NONE = "0-0"
# Seconds to connect, to wait for a newer entry, and for any answer: longer than the wait.
CONNECT, WAIT, ANSWER = 1, 1, 2


class Stream:
    """Each method raises ConnectionError where Redis does not do what it is asked."""

    def __init__(self, url: str) -> None:
        """Raises ValueError for what is no address of Redis."""
        self._redis = redis.Redis.from_url(
            url,
            socket_connect_timeout=CONNECT,
            socket_timeout=ANSWER,
            # Once more: a connection that was kept may have ended meanwhile.
            retry=Retry(NoBackoff(), 1),
        )

    def add(self) -> None:
        with _told():
            self._redis.xadd(NAME, {"content": "changed"}, maxlen=1, approximate=False)

    def newest(self) -> str:
        """The number of the last entry; no two have the same."""
        with _told():
            found = self._redis.xrevrange(NAME, count=1)
        return found[0][0].decode() if found else NONE

    def wait(self, seen: str) -> None:
        """Until there is a newer entry than the one with this number; at most a second."""
        with _told():
            self._redis.xread({NAME: seen}, block=int(WAIT * 1000))


@contextmanager
def _told() -> Iterator[None]:
    """The kind of an error alone: its words may hold an address or a name."""
    try:
        yield
    except redis.RedisError as error:
        raise ConnectionError(type(error).__name__) from None
