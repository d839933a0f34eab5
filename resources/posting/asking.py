"""What somebody asks the finder, as it stands in the address: `?place=US-TX&kind=lodging`."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from .choices import Premises
from .jurisdictions import NAMES, WHOLE, shown_name


@dataclass(frozen=True, slots=True)
class Asked:
    """What is understood of it. `refused` says what is not, one sentence for each; what was
    understood beside it stays chosen."""

    place: str = ""
    kind: str = ""
    refused: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict) -> "Asked":
        place, kind = query.get("place", "").strip(), query.get("kind", "").strip()
        is_place = not place or place.upper() in {WHOLE, *NAMES}
        is_kind = not kind or kind.lower() in Premises.values
        return cls(
            place=place.upper() if is_place else "",
            kind=kind.lower() if is_kind else "",
            refused=tuple(_refusals(is_place=is_place, is_kind=is_kind)),
        )

    @property
    def is_active(self) -> bool:
        return bool(self.place or self.kind)

    @property
    def dropped(self) -> bool:
        return bool(self.refused)

    @property
    def state(self) -> dict[str, str]:
        """What is understood, by the names in the address."""
        told = {"place": self.place, "kind": self.kind}
        return {name: value for name, value in told.items() if value}

    @property
    def place_shown(self) -> str:
        return shown_name(self.place) if self.place else ""

    @property
    def kind_shown(self) -> str:
        return str(Premises(self.kind).label) if self.kind else ""


def _refusals(*, is_place: bool, is_kind: bool) -> list[str]:
    found = []
    if not is_place:
        found.append(_("The place in this address is not on the list. Choose the place again."))
    if not is_kind:
        found.append(
            _("The kind of place in this address is not on the list. Choose the kind again.")
        )
    return found
