"""The filter of the directory: what do you need, how can you reach out, who answers."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from .choices import AnsweredBy, ChannelKind, Need
from .directory import channels_of
from .models import Hotline


@dataclass(frozen=True, slots=True)
class HotlineFilter:
    """Understands a query string; what it does not know it leaves out."""

    need: str = ""
    way: str = ""
    not_police: bool = False

    @classmethod
    def from_query(cls, query: QueryDict) -> "HotlineFilter":
        need, way = query.get("need", ""), query.get("way", "")
        return cls(
            need=need if need in Need.values else "",
            way=way if way in ChannelKind.values else "",
            not_police=query.get("police") == "no",
        )

    @property
    def is_active(self) -> bool:
        return bool(self.need or self.way or self.not_police)

    @property
    def query(self) -> str:
        """What is chosen as it stands in an address, and nothing else that was asked for:
        `?need=danger&police=no`, or nothing."""
        told = {"need": self.need, "way": self.way, "police": "no" if self.not_police else ""}
        chosen = {name: value for name, value in told.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    def allows(self, line: Hotline) -> bool:
        if self.need and self.need not in line.needs:
            return False
        if self.not_police and AnsweredBy(line.answered_by).is_police:
            return False
        return not self.way or any(w.kind == self.way for w in channels_of(line))
