from bluecampaign.pages.sitemaps import PublicSitemap


class DirectorySitemap(PublicSitemap):
    """The directory, how to keep it, and the first question of the finder, in every language."""

    def items(self) -> list[str]:
        return ["/hotlines/", "/numbers/keep/", "/ways/"]
