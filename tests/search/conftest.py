import pytest

from bluecampaign.publishing.models import Status
from bluecampaign.search import index


@pytest.fixture
def shipped_content_archived(db):
    """A rebuild then makes no documents but those of the test, which takes a moment
    instead of the time for the whole site."""
    for model in index.registered():
        model._default_manager.update(status=Status.ARCHIVED)
