from datetime import date, timedelta

from bluecampaign.publishing.models import PublishableQuerySet

# Laws change: for so long what is written of one counts as checked.
CHECKED_FOR = timedelta(days=365)


class PostingDutyQuerySet(PublishableQuerySet):
    def due_for_check(self, today: date):
        """What nobody has held against the law for a year: the SQL half of `is_due()`."""
        return self.filter(as_of__lt=today - CHECKED_FOR)
