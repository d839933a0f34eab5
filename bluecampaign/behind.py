"""Django as it stands behind the page cache: imported when it is first needed."""

from django.core.wsgi import get_wsgi_application

from bluecampaign.web.kept import CONTENT, FOR_ONE, rendering

django = get_wsgi_application()


def application(environ, start_response):
    """Django's, which knows from the page cache what content it renders, and for whom."""
    with rendering(environ.get(CONTENT), is_for_one=environ.get(FOR_ONE, False)):
        return django(environ, start_response)
