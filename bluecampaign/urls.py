"""Every address of the site, in three lists: for machines, for staff, for the public.

Addresses are a promise: they stand on posters. Public ones have no language prefix in
English and one in every other language.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path

from bluecampaign import machine, views
from bluecampaign.media.views import uploaded_file
from bluecampaign.previews import shared_preview
from bluecampaign.sitemaps import SITEMAPS
from bluecampaign.web.limits import SIGN_IN, is_form, limited
from bluecampaign.web.posture import public_page
from resources.urls import ON_PAPER, PERMANENT

SITEMAP_MINUTES = 60
sitemap_index = public_page(minutes=SITEMAP_MINUTES)(sitemap_views.index)
sitemap_section = public_page(minutes=SITEMAP_MINUTES)(sitemap_views.sitemap)

MACHINE = [
    path("healthz", machine.health, name="health"),
    path("readyz", machine.ready, name="ready"),
    path("favicon.ico", machine.favicon, name="favicon"),
    path("robots.txt", machine.robots, name="robots"),
    path(".well-known/security.txt", machine.security, name="security"),
    path("site.webmanifest", machine.manifest, name="manifest"),
    path(
        "sitemap.xml",
        sitemap_index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path(
        "sitemap-<section>.xml",
        sitemap_section,
        {"sitemaps": SITEMAPS},
        name="sitemap-section",
    ),
    path("", include("hotlines.keeping.machine")),
    path("offers.json", machine.offers, name="offers"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("files/<path:path>", uploaded_file, name="media"),
    path("r/", include(PERMANENT)),
    # A QR code in capital letters has fewer dots.
    path("R/", include(PERMANENT)),
    path("p/", include(ON_PAPER)),
]

STAFF = [
    # The same page as below, for which it is asked only so often.
    path("admin/login/", limited(SIGN_IN, when=is_form)(admin.site.login)),
    path("admin/", admin.site.urls),
    path("preview/<str:token>/", shared_preview, name="shared-preview"),
]

PUBLIC = [
    path("", views.home, name="home"),
    path("hotlines/", include("hotlines.urls")),
    path("ways/", include("hotlines.finder.urls")),
    path("numbers/", include("hotlines.keeping.urls")),
    path("resources/", include("resources.urls")),
    path("search/", views.search, name="search"),
    path("unavailable/", views.unavailable, name="unavailable"),
    path("", include("awareness.urls")),
]

if settings.DEBUG:
    from bluecampaign.styleguide import styleguide

    PUBLIC.insert(0, path("styleguide/", styleguide, name="styleguide"))

urlpatterns = [*MACHINE, *STAFF, *i18n_patterns(*PUBLIC, prefix_default_language=False)]

handler400 = "bluecampaign.views.bad_request"
handler403 = "bluecampaign.views.permission_denied"
handler404 = "bluecampaign.views.page_not_found"
handler500 = "bluecampaign.views.server_error"
