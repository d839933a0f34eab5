"""A slow connection: what it costs to bring bytes over it, and the browser put behind it."""

import math
from dataclasses import dataclass

from playwright.sync_api import CDPSession

# What a server may send before it hears from the reader: ten segments (RFC 6928).
FIRST_WINDOW = 10 * 1460
# The name is looked up, the connection opened, the encryption agreed upon (TLS 1.3).
BEFORE_THE_FIRST_BYTE = 3
TIMES_SLOWER = 4


@dataclass(frozen=True, slots=True)
class Connection:
    """`down` and `up` in bits a second, `trip` in seconds there and back."""

    down: int
    up: int
    trip: float

    @property
    def opening(self) -> float:
        """The seconds until something can be asked for at all."""
        return BEFORE_THE_FIRST_BYTE * self.trip

    def seconds(self, *flights: int) -> float:
        """From a typed address until the bytes of all flights are there. A flight is what
        is asked for at once; the next one is asked for when it has come."""
        trips = sum(_trips(size) for size in flights)
        return self.opening + trips * self.trip + sum(flights) * 8 / self.down

    def over(self, session: CDPSession) -> None:
        """Puts a page behind this connection and on a processor of a quarter's speed.
        Opening a connection costs nothing there: add `opening`."""
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": self.trip * 1000,
                "downloadThroughput": self.down / 8,
                "uploadThroughput": self.up / 8,
            },
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})


def _trips(size: int) -> int:
    """The window doubles with each trip; it begins small for every flight here, which is
    the worse case."""
    return math.ceil(math.log2(size / FIRST_WINDOW + 1)) or 1


# "Regular 2G" of the network throttling in the developer tools of Firefox.
TWO_G = Connection(down=250_000, up=50_000, trip=0.3)
