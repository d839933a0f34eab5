"""Somebody who publishes, and a page that is translated into Spanish."""

import pytest
from django.contrib.auth.models import User

from awareness.models import Page
from bluecampaign.translation.models import State, mark, refresh_states
from tests.makers import make_block, make_page

SUMMARY = "What you can see when somebody near you is held in work against their will."


@pytest.fixture
def publisher() -> User:
    return User.objects.create_superuser("pia", "pia@example.org", "a-long-password-1")


@pytest.fixture
def page() -> Page:
    """A live page, translated into Spanish and reviewed; not into Arabic."""
    made = make_page(
        title_en="Signs", title_es="Señales", summary_en=SUMMARY, summary_es="Qué ver."
    )
    make_block(
        made,
        key="one",
        heading_en="Call",
        heading_es="Llame",
        body_en="Call {{national:voice}}.",
        body_es="Llame al {{national:voice}}.",
    )
    refresh_states(made, new_state=State.REVIEWED)
    mark(made, "es", State.REVIEWED)
    return made
