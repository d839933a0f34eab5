"""The sections of the sitemap, in the order of the house."""

from awareness.sitemaps import PageSitemap
from hotlines.sitemaps import DirectorySitemap
from resources.sitemaps import CatalogueSitemap, ResourceSitemap

SITEMAPS = {
    "pages": PageSitemap,
    "hotlines": DirectorySitemap,
    "catalogue": CatalogueSitemap,
    "resources": ResourceSitemap,
}
