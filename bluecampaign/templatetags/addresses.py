"""Links by name:  {% load addresses %}{% address "resources:list" %}"""

from django import template

from bluecampaign.translation.reversing import reverse

register = template.Library()


@register.simple_tag
def address(name, *args):
    """Print or name (`as`) the address of a page in the language of the moment."""
    return reverse(name, args=args)
