from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlinesConfig(AppConfig):
    name = "hotlines"
    verbose_name = _("Hotlines")

    def ready(self):
        from . import links, refusals, search, wording

        links.register()
        refusals.register()
        search.register()
        wording.register()
