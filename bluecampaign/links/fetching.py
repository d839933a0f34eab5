"""Asks other sites whether an address still answers: politely, and never our own network.

No cookies, no proxies, no bodies beyond the first bytes. Every hop of a redirect is
resolved here and connected to at the very address that was checked, so that no name
can lead the checker into a private network.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

MOST_HOPS = 5
MOST_BYTES = 512 * 1024
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
# Some servers do not know HEAD, or answer it wrongly: only a GET proves a failure.
DOUBTFUL_HEAD = 400


class Forbidden(Exception):
    """The address lies where the checker must not go."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of the way: a status, the address that gave it, and the page's text
    where it was asked for; `status` is None where nobody answered."""

    status: int | None
    final_address: str
    error: str = ""
    retry_after: str = ""
    body: bytes = b""


class Fetcher:
    """Sends requests under a name that tells whose they are.

    `private_hosts` are names with ports (`127.0.0.1:8123`) that may lie in a private
    network: for tests alone.
    """

    def __init__(self, *, agent: str, timeout: float, private_hosts: Collection[str] = ()) -> None:
        self.agent = agent
        self.timeout = timeout
        self.private_hosts = frozenset(private_hosts)
        # Called with the address before each request, so that somebody may wait.
        self.before: Callable[[str], None] = lambda address: None
        self.tls = ssl.create_default_context()

    def look(self, address: str) -> Answer:
        """HEAD, and GET where HEAD says that something is wrong. Raises `Forbidden`."""
        answer = self._follow("HEAD", address)
        if answer.status is not None and answer.status < DOUBTFUL_HEAD:
            return answer
        if answer.status in (429, 503):
            return answer
        return self._follow("GET", address)

    def read(self, address: str) -> Answer:
        """GET with the beginning of the body. Raises `Forbidden`."""
        return self._follow("GET", address, most=MOST_BYTES)

    def _follow(self, method: str, address: str, most: int = 0) -> Answer:
        here = address
        for _hop in range(MOST_HOPS + 1):
            try:
                answer, target = self._ask(method, here, most)
            except (OSError, http.client.HTTPException, ValueError) as error:
                return Answer(None, here, error=_told(error))
            if not target:
                return answer
            here = urljoin(here, target)
        return Answer(None, here, error="It leads on and on.")

    def _ask(self, method: str, address: str, most: int) -> tuple[Answer, str]:
        """One request; the answer, and where it leads."""
        connection = self._connection(address)
        self.before(address)
        try:
            connection.request(method, _target(address), headers=self._headers())
            got = connection.getresponse()
            target = got.headers.get("Location", "") if got.status in REDIRECTS else ""
            body = got.read(most) if most and method == "GET" else b""
            later = got.headers.get("Retry-After", "")
            return Answer(got.status, address, retry_after=later, body=body), target
        finally:
            connection.close()

    def _headers(self) -> dict[str, str]:
        return {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}

    def _connection(self, address: str) -> http.client.HTTPConnection:
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            raise Forbidden("Only http and https addresses are asked.")
        if parts.username or parts.password:
            raise Forbidden("An address with a name and a password in it is not asked.")
        host = parts.hostname.encode("idna").decode("ascii")
        port = parts.port or PORTS[parts.scheme]
        allowed = f"{host}:{port}" in self.private_hosts
        if not allowed and port != PORTS[parts.scheme]:
            raise Forbidden("Only the usual ports are asked.")
        numeric = public_address(host, port, private=allowed)
        if parts.scheme == "https":
            return _Secure(host, port, numeric, timeout=self.timeout, context=self.tls)
        return _Plain(host, port, numeric, timeout=self.timeout)


class _Plain(http.client.HTTPConnection):
    """Connects to an address that was checked, whatever its name resolves to now."""

    def __init__(self, host: str, port: int, numeric: str, *, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self.numeric = numeric

    def connect(self) -> None:
        self.sock = socket.create_connection((self.numeric, self.port), self.timeout)


class _Secure(http.client.HTTPSConnection):
    def __init__(self, host, port, numeric, *, timeout, context) -> None:
        super().__init__(host, port, timeout=timeout, context=context)
        self.numeric, self.tls = numeric, context

    def connect(self) -> None:
        plain = socket.create_connection((self.numeric, self.port), self.timeout)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)


def public_address(host: str, port: int, *, private: bool = False) -> str:
    """The first numeric address of a host; `Forbidden` if any of them is not public."""
    found = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found:
        raise OSError("The name has no address.")
    if not private and not all(is_public(number) for number in found):
        raise Forbidden("It lies in a private network.")
    return found[0]


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the open internet, also when it is wrapped."""
    ip = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


def _target(address: str) -> str:
    """What stands in the first line of a request: no name of the host, no fragment."""
    parts = urlsplit(address)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{path}?{query}" if query else path


def _told(error: Exception) -> str:
    """An error in a few words that staff can make something of."""
    if isinstance(error, TimeoutError):
        return "No answer in time."
    if isinstance(error, socket.gaierror):
        return "The name of the site is not known."
    if isinstance(error, ssl.SSLError):
        return f"Its certificate is not right: {error.reason or error}"[:300]
    if isinstance(error, ConnectionRefusedError):
        return "The site refuses connections."
    return f"{type(error).__name__}: {error}"[:300]
