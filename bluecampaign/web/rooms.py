"""Rooms: how many are answered at once in a process, and who waits for whom."""

from dataclasses import dataclass, field
from threading import Event, RLock


@dataclass(eq=False, slots=True)
class Turn:
    """Somebody who waits; they are called to come in, or to go away."""

    goes_first: bool
    may_enter: bool = False
    called: Event = field(default_factory=Event)


class Room:
    """So many are answered at once, and so many more may wait, `patience` seconds at most.

    Whoever came first enters first. Those who go first enter before all others, and where
    nobody else may wait they take the turn of the last who does not go first.
    """

    def __init__(self, places: int, waiting: int = 0, patience: float = 1.0) -> None:
        self.most = places + waiting
        self.patience = patience
        self._free = places
        self._longest = waiting
        self._line: list[Turn] = []
        # An answer that is forgotten leaves whenever memory is tidied, here as well.
        self._lock = RLock()

    def enter(self, *, goes_first: bool = False) -> bool:
        """Whether there was room, at once or after waiting. Who enters has to leave."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if len(self._line) >= self._longest and not (goes_first and self._send_away()):
                return False
            turn = Turn(goes_first)
            self._line.append(turn)
        turn.called.wait(self.patience)
        with self._lock:
            if turn in self._line:
                self._line.remove(turn)
            return turn.may_enter

    def leave(self) -> None:
        """Give the place to whoever is next."""
        with self._lock:
            if not self._line:
                self._free += 1
                return
            turn = next((each for each in self._line if each.goes_first), self._line[0])
            self._line.remove(turn)
            turn.may_enter = True
            turn.called.set()

    def _send_away(self) -> bool:
        """The last in line who does not go first; False if there is none."""
        for turn in reversed(self._line):
            if not turn.goes_first:
                self._line.remove(turn)
                turn.called.set()
                return True
        return False
