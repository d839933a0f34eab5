from tests.reading import pages, site  # noqa: F401
