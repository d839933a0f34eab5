"""What was found in a text, before and after it is known where the text stands."""

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

from bluecampaign.publishing.texts import Written

from .kinds import Kind


@dataclass(frozen=True, slots=True)
class Finding:
    """Words with their context, what to write instead and why. `passage` is what a
    change of brings the finding back: the sentence, or the whole text."""

    kind: Kind
    rule: str
    field: str
    language: str
    part: tuple[str, int] | None
    words: str
    before: str
    after: str
    instead: str
    why: str
    passage: str = field(repr=False)

    @property
    def digest(self) -> str:
        told = "\0".join((self.rule, self.language, " ".join(self.passage.split())))
        return hashlib.sha256(told.encode()).hexdigest()


class Hit(NamedTuple):
    """A finding in a text that does not know yet where the text stands."""

    kind: Kind
    rule: str
    words: str
    before: str
    after: str
    instead: str
    why: str
    passage: str

    def at(self, text: Written) -> Finding:
        return Finding(field=text.field, language=text.language, part=text.part, **self._asdict())
