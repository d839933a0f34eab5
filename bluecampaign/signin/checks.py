"""What a wrong setting would do to the audit log is said before it happens."""

from django.conf import settings
from django.core.checks import Error, register


@register()
def audit_log_is_kept(app_configs, **kwargs):
    """The log keeps a day at least: a nought would delete all of it."""
    if settings.AUDIT_DAYS >= 1:
        return []
    return [
        Error(
            f"AUDIT_DAYS is {settings.AUDIT_DAYS}. Pruning would delete the whole audit log.",
            hint="Set it to 1 or more; 730 is two years.",
            id="bluecampaign.E006",
        )
    ]
