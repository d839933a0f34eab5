"""What pages have in common is remembered in a process, and so from test to test."""

import pytest

from bluecampaign.web import kept


def remember_nothing(patch: pytest.MonkeyPatch) -> None:
    """Other tests may have rendered a newer content; what they know comes back afterwards."""
    patch.setattr(kept, "_kept", kept._Kept())
