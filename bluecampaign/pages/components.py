"""A component shows what its arguments and the language of the page say, and nothing else.
So one that many pages share is drawn once for each content.
"""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache

from django import template
from django.template.library import InclusionNode
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bluecampaign.translation.text import Text
from bluecampaign.web.kept import kept

SIMPLE = {bool, int, float, date, datetime, SafeString}


class Unknown(TypeError):
    """Nobody can say by which values two of these are alike."""


def mark_of(value) -> object:
    """What two values have in common if and only if they are drawn alike."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind in SIMPLE:
        return kind, value
    if kind is Text:
        return kind, value.language, value.plain
    if isinstance(value, str | Promise):
        return kind, str(value)
    if isinstance(value, list | tuple):
        return kind, *map(mark_of, value)
    if isinstance(value, dict):
        return kind, *((key, mark_of(each)) for key, each in value.items())
    return kind, *(mark_of(getattr(value, name)) for name in _names(kind))


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a frozen dataclass, which tell two of it apart."""
    if not is_dataclass(kind) or not kind.__dataclass_params__.frozen:
        raise Unknown(kind)
    return tuple(field.name for field in fields(kind))


class SharedComponent(InclusionNode):
    may_tell = False

    def render(self, context) -> str:
        _args, arguments = self.get_resolved_arguments(context)
        try:
            key = ("component", self.filename, get_language(), mark_of(arguments))
        except Unknown:
            return super().render(context)
        return kept(key, lambda: InclusionNode.render(self, context), may_tell=self.may_tell)


class Components(template.Library):
    """A library whose inclusion tags may be shared: many pages show one alike. One that a
    reader's words may be given to `may_tell` them."""

    def inclusion_tag(self, filename: str, *, shared: bool = False, may_tell: bool = False):
        register = super().inclusion_tag(filename)

        def decorate(function):
            register(function)
            if not shared:
                return function
            parse = self.tags[function.__name__]

            def compiled(parser, token) -> SharedComponent:
                node = parse(parser, token)
                made = SharedComponent(node.func, False, node.args, node.kwargs, filename)
                made.may_tell = may_tell
                return made

            self.tags[function.__name__] = compiled
            return function

        return decorate
