"""What a reader may have answered. None: not asked, or not yet."""

from dataclasses import dataclass
from enum import StrEnum


class Danger(StrEnum):
    YES = "yes"  # or perhaps: help comes first where danger may be
    NO = "no"


class Place(StrEnum):
    US = "us"  # or not said: most lines are there
    UK = "uk"
    ELSEWHERE = "elsewhere"


class Who(StrEnum):
    ME = "me"  # or not said
    OTHER = "other"


class Child(StrEnum):
    YES = "yes"
    NO = "no"  # or not known


class Speech(StrEnum):
    WRITTEN = "written"  # English or Spanish: the languages of texts and chat; or not said
    OTHER = "other"


class Reach(StrEnum):
    CALL = "call"  # or not decided
    TEXT = "text"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Answers:
    danger: Danger | None = None
    place: Place | None = None
    who: Who | None = None
    child: Child | None = None
    speech: Speech | None = None
    reach: Reach | None = None

    @property
    def in_danger(self) -> bool:
        return self.danger == Danger.YES

    @property
    def is_abroad(self) -> bool:
        return self.place in (Place.UK, Place.ELSEWHERE)

    @property
    def is_for_another(self) -> bool:
        return self.who == Who.OTHER

    @property
    def has_child(self) -> bool:
        return self.child == Child.YES

    @property
    def can_write(self) -> bool:
        """Texts and chat are in English and Spanish only."""
        return self.speech != Speech.OTHER

    @property
    def prefers_writing(self) -> bool:
        return self.reach in (Reach.TEXT, Reach.ONLINE)
