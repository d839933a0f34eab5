"""The roof as a Django app, and the admin with the staff's own site."""

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin import apps as admin_apps
from django.core.signals import request_started
from django.db.backends.signals import connection_created


class RoofConfig(AppConfig):
    name = "bluecampaign"
    default = True

    def ready(self):
        from . import addresses, checks  # noqa: F401
        from .web import connections, freshness

        addresses.register()
        # A variable that is wrong stops the start, not the first save.
        freshness.machines(settings.DATA_DIR)
        connection_created.connect(freshness.watch)
        connection_created.connect(connections.remember)
        request_started.connect(connections.forget_replaced)


class OfficeConfig(admin_apps.AdminConfig):
    default = False
    default_site = "bluecampaign.office.OfficeSite"
