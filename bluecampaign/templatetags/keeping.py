"""Parts of a page that are the same on many: rendered once for each content."""

from django import template
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from bluecampaign.web.kept import kept

register = template.Library()
# Stands for what differs while a part is kept: it belongs to no alphabet.
HERE = "\ue000"


class KeptNode(template.Node):
    def __init__(self, name: str, varies, at, nodelist: template.NodeList) -> None:
        self.name, self.varies, self.at, self.nodelist = name, varies, at, nodelist

    def render(self, context) -> str:
        varies = tuple([each.resolve(context, ignore_failures=True) for each in self.varies])
        if None in varies:
            part = self._drawn(context)
        else:
            key = ("part", self.name, get_language(), varies)
            part = kept(key, lambda: self._drawn(context))
        return part.replace(HERE, conditional_escape(self.at.resolve(context))) if self.at else part

    def _drawn(self, context) -> str:
        with context.push(here=HERE):
            return self.nodelist.render(context)


@register.tag("kept")
def do_kept(parser, token) -> KeptNode:
    """`{% kept "menu" nav.marked %}…{% endkept %}`: what stands inside depends on the
    language of the page, the content, the values that are named, and nothing else.
    Where one of these is missing, it is drawn each time.
    `at=facts.english_path` is what `{{ here }}` stands for, an address or a title: the
    rest is the same on all pages."""
    _tag, name, *varies = token.split_contents()
    named = [each.removeprefix("at=") for each in varies if each.startswith("at=")]
    values = [parser.compile_filter(each) for each in varies if not each.startswith("at=")]
    at = parser.compile_filter(named[0]) if named else None
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), values, at, nodelist)
