"""The admin of everything that is published, for the apps to build on."""

from .office.base import PUBLISHING, LiveFilter, PublishingAdmin

__all__ = ["PUBLISHING", "LiveFilter", "PublishingAdmin"]
