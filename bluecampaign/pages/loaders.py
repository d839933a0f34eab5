"""Templates without their indentation: it is for those who write them, and every reader
would have to wait for it."""

import re

from django.template.loaders import filesystem

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class CompactLoader(filesystem.Loader):
    """The project's own templates, read once. The ends of lines stay: they are spaces
    between words, and errors name the right line."""

    def get_contents(self, origin) -> str:
        return INDENTATION.sub("", super().get_contents(origin))


def template_loaders(*, cached: bool) -> list:
    """For the setting TEMPLATES: our own templates first, then those of the apps."""
    loaders = [f"{__name__}.CompactLoader", "django.template.loaders.app_directories.Loader"]
    return [("django.template.loaders.cached.Loader", loaders)] if cached else loaders
