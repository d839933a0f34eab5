from bluecampaign.pages.sitemaps import PublicSitemap


class DirectorySitemap(PublicSitemap):
    """The directory, which exists in every language."""

    def items(self) -> list[str]:
        return ["/hotlines/"]
