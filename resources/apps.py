from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = _("Catalogue")

    def ready(self):
        from bluecampaign.media import successors

        from . import addresses, links, receivers, refusals, search, wording  # noqa: F401
        from .posting import links as posting_links
        from .posting import refusals as posting_refusals
        from .posting import search as posting_search

        successors.register(addresses.present_address)
        links.register()
        refusals.register()
        search.register()
        wording.register()
        for module in (posting_links, posting_refusals, posting_search):
            module.register()
