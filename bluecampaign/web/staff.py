"""What differs for the staff's pages.

A browser that may send no referrer sends `Origin: null` with a form, and Django's CSRF
protection then refuses every form. Staff pages say where they come from, to this site
alone.
"""

STAFF_PATHS = ("/admin/",)


class StaffMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(STAFF_PATHS):
            response.headers["Referrer-Policy"] = "same-origin"
        return response
