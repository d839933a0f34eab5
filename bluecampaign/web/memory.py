"""How the memory of a process is asked for."""

import ctypes

# As <malloc.h> calls it.
M_ARENA_MAX = -8


def share_arenas(most: int = 2) -> None:
    """Let the threads of a process take memory from so few places. Each of them would have
    a place of its own else, and none gives back what it once held: 3 MiB of a worker.
    Where the C library is another one, nothing changes."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, most)
