"""Tags for text that knows its language.

`{% tr page "title" %}` prints a translated field and marks English where the page fell
back to it; `{{ title|plain }}` is the bare string for attributes and `<title>`.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bluecampaign.pages.markdown import render, render_inline
from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.text import Text, text_of

register = template.Library()


@register.simple_tag
def tr(obj, field: str) -> Text:
    return text_of(obj, field)


@register.filter
def plain(value) -> str:
    return value.plain if isinstance(value, Text) else str(value)


@register.simple_tag(takes_context=True)
def markdown(context, text: Text | str, *, inline: bool = False) -> SafeString:
    """The HTML of a Markdown text, with the numbers of `context["numbers"]` in it.

    English that stands on a page of another language is wrapped so that it is read
    and laid out as English.
    """
    page = context["language"]
    draw = render_inline if inline else render
    numbers = context.get("numbers")
    html = draw(str.__str__(text), page.code, numbers=numbers)
    spoken = BY_CODE[getattr(text, "language", page.code)]
    if spoken is page or not html:
        return html
    wrapper = "span" if inline else "div"
    return format_html('<{0} lang="{1}" dir="{2}">{3}</{0}>', wrapper, spoken.tag, spoken.dir, html)
