"""What can be asked of a full-text index."""

from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol


class Question(NamedTuple):
    """Which documents hold these tokens one after the other?

    `begins`: the last one may be the beginning of a longer token. `instead`: a token
    that will do as well. Tokens are letters and digits, never the signs of a syntax.
    """

    tokens: tuple[str, ...]
    begins: bool = False
    instead: str = ""


class Engine(Protocol):
    def numbers(self, questions: list[Question]) -> list[list[int]]:
        """For each question the numbers of the documents, all asked at once."""

    def vocabulary(self, starts: list[str], lengths: tuple[int, int]) -> list[str]:
        """The tokens that begin with one of some texts, and are from so long to so long:
        those of the first text, in the order of the alphabet, then those of the next."""

    def initials(self, start: str, most: int) -> list[str]:
        """The characters that follow a text in tokens, the first ones of the alphabet."""

    def lock(self, *, alone: bool) -> None:
        """Until the transaction ends: many may change documents, but nobody beside one
        who is alone."""

    def in_bulk(self) -> AbstractContextManager:
        """While documents are made by the thousand."""

    def tidy(self) -> None:
        """After many documents were made or deleted."""
