from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwarenessConfig(AppConfig):
    name = "awareness"
    verbose_name = _("Pages")

    def ready(self):
        from . import links, receivers, refusals, search, wording  # noqa: F401

        links.register()
        refusals.register()
        search.register()
        wording.register()
