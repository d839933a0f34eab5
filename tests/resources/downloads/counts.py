"""Downloads of some day, counted."""

from datetime import date

from resources.models import DownloadCount

TODAY = date(2026, 3, 9)


def make_count(day: date = TODAY, count: int = 1, **fields) -> DownloadCount:
    given = {"code": "W-1", "language": "es"}
    return DownloadCount.objects.create(day=day, count=count, **(given | fields))
