"""Pages belong to this site alone: no other site's page may load one as a part of its own.

Files are left out: partners show a poster's picture on their pages.
"""


class IsolationMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
