from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignInConfig(AppConfig):
    name = "bluecampaign.signin"
    label = "signin"
    verbose_name = _("Sign-in")

    def ready(self):
        from . import changes, checks, receivers  # noqa: F401
