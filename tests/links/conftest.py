import pytest

from tests.links.serving import site as serve


@pytest.fixture
def site(settings):
    """A site of this machine that the checker may ask, without pauses."""
    with serve() as made:
        settings.LINK_CHECK_PRIVATE_HOSTS = (made.host,)
        settings.LINK_CHECK_DELAY = 0
        yield made
