"""Findings in the shipped content that were reviewed and stand, each with its reason.

The list is `exceptions.toml`, beside the rules. What it names is told nowhere: not in
the office, not by `check_words`, not by the tests; those tell of an exception that no
text needs any more.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .hits import Finding

FILE = Path(__file__).with_name("exceptions.toml")


@dataclass(frozen=True, slots=True)
class Exemption:
    """One finding at one address; `passage` is a piece of the sentence it stands in,
    and empty for what is said of a whole text."""

    at: str
    rule: str
    language: str
    reason: str
    passage: str = ""

    def covers(self, address: str, finding: Finding) -> bool:
        return (self.at, self.rule, self.language) == (
            address,
            finding.rule,
            finding.language,
        ) and self.passage in finding.passage


@cache
def exemptions() -> tuple[Exemption, ...]:
    with FILE.open("rb") as opened:
        return tuple(Exemption(**entry) for entry in tomllib.load(opened).get("exception", ()))


def is_exempt(address: str, finding: Finding) -> bool:
    return any(exemption.covers(address, finding) for exemption in exemptions())
