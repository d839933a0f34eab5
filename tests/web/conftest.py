from tests.reading import site  # noqa: F401
