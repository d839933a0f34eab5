from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "bluecampaign.media"
    label = "media"
    verbose_name = _("Pictures and files")

    def ready(self):
        from . import checks, wording  # noqa: F401

        wording.register()
