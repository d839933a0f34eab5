from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = _("Catalogue")

    def ready(self):
        from bluecampaign.media import successors

        from . import addresses, links, receivers, refusals, search, wording  # noqa: F401

        successors.register(addresses.present_address)
        links.register()
        refusals.register()
        search.register()
        wording.register()
