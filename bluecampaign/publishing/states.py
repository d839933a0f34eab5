"""The states of what is published, and the one table of moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Published")
    ARCHIVED = "archived", _("Archived")

    @property
    def is_public(self) -> bool:
        """Shown when its moment has come: no job has to run for it."""
        return self in (Status.LIVE, Status.SCHEDULED)

    @classmethod
    def public(cls) -> tuple["Status", ...]:
        return tuple(status for status in cls if status.is_public)

    def may_become(self, other: "Status", *, publisher: bool) -> bool:
        """Whether somebody may move from this state to another."""
        if self is other:
            return True
        needs_publisher = self.is_public or other.is_public
        return other in MOVES[self] and (publisher or not needs_publisher)


MOVES: dict[Status, tuple[Status, ...]] = {
    Status.DRAFT: (Status.IN_REVIEW, Status.SCHEDULED, Status.LIVE, Status.ARCHIVED),
    Status.IN_REVIEW: (Status.DRAFT, Status.SCHEDULED, Status.LIVE, Status.ARCHIVED),
    Status.SCHEDULED: (Status.DRAFT, Status.LIVE, Status.ARCHIVED),
    Status.LIVE: (Status.DRAFT, Status.SCHEDULED, Status.ARCHIVED),
    Status.ARCHIVED: (Status.DRAFT,),
}
