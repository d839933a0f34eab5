"""Pages belong to this site alone: nothing of another site is on them, and no other site's
page may load one as a part of its own."""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings


@cache
def policy() -> str:
    """The value of Content-Security-Policy, as the settings have it."""
    return build_policy()


class PolicyMiddleware(CSPMiddleware):
    """No view asks for another policy or for a nonce, so it is put together once."""

    def process_request(self, request) -> None:
        pass

    def process_response(self, request, response):
        if settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, policy())
        return response


class IsolationMiddleware:
    """Files are left out: partners show a poster's picture on their pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
