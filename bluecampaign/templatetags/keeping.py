"""Parts of a page that are the same on many: rendered once for each content."""

from django import template
from django.utils.translation import get_language

from bluecampaign.web.kept import kept

register = template.Library()


class KeptNode(template.Node):
    def __init__(self, name: str, varies, nodelist: template.NodeList) -> None:
        self.name, self.varies, self.nodelist = name, varies, nodelist

    def render(self, context) -> str:
        varies = tuple([each.resolve(context) for each in self.varies])
        key = ("part", self.name, get_language(), varies)
        return kept(key, lambda: self.nodelist.render(context))


@register.tag("kept")
def do_kept(parser, token) -> KeptNode:
    """`{% kept "menu" nav.marked %}…{% endkept %}`: what stands inside depends on the
    language of the page, the content, the values that are named, and nothing else."""
    _tag, name, *varies = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), [parser.compile_filter(each) for each in varies], nodelist)
