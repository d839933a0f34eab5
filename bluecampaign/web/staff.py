"""What differs between the staff's pages and the public's.

Public views never see a cookie: whatever a browser sends, one address is one page, and
nothing answers a broken cookie with a new one.

Staff pages send a referrer to this site alone. A browser that may send none sends
`Origin: null` with a form, and Django's CSRF protection would refuse every form.
"""

STAFF_PATHS = ("/admin/",)


class StaffMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(STAFF_PATHS):
            request.COOKIES = {}
            return self.get_response(request)
        response = self.get_response(request)
        response.headers["Referrer-Policy"] = "same-origin"
        return response
