"""Who asks: an address that is looked at for a moment and never stored."""

from ipaddress import AddressValueError, IPv6Network, ip_address

from django.conf import settings

# Whoever has one address of IPv6 has all of its network.
NETWORK = 64


def sender_of(request) -> str:
    """The address of who asks, or nothing where no network is between. Behind a proxy:
    the last one, which the proxy itself wrote."""
    if settings.TRUST_PROXY:
        written = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if written:
            return written
    return request.META.get("REMOTE_ADDR", "")


def network_of(address: str) -> str:
    """What belongs to one sender: an address of IPv4, a network of IPv6."""
    try:
        parsed = ip_address(address)
    except (AddressValueError, ValueError):
        return address
    if parsed.version == 6:
        return str(IPv6Network((parsed, NETWORK), strict=False))
    return address
