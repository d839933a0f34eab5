"""Components that show one thing of the catalogue or one line that answers."""

from bluecampaign.pages.components import Components

register = Components()


@register.inclusion_tag("components/hotline_card.html", shared=True)
def hotline_card(*, hotline, level=3):
    """Show who answers and every way to reach them.

    hotline: name, purpose, who_answers, badge, is_police, emergency, formerly,
    verified_on, anchor, ways. A way: kind, label, href, display, letters, keyword,
    hours, opening (state, changes, machine, when, zone), note, spoken (state, own, names,
    interpreted).
    """
    return {"hotline": hotline, "level": level}


@register.inclusion_tag("components/resource_card.html")
def resource_card(*, resource, level=3):
    """Show one item of the catalogue.

    resource: title, url, summary, kind, formats, languages, notice,
    cover (an image of the tag `picture`), listing (as for list_link).
    """
    return {"resource": resource, "level": level}


@register.inclusion_tag("components/list_link.html")
def list_link(*, link, title, url=""):
    """Offer to put an item on the reader's own list, or to take it off.

    link: url, is_listed, anchor. url: where it leads, if not there.
    """
    return {"link": link, "title": title, "url": url}


@register.inclusion_tag("components/file_link.html")
def file_link(*, url, title, format, size="", language="", tag="", pages=None, accessible=None):
    """Lead to a file and say first what it is. tag: BCP 47 of the file's language."""
    return {
        "url": url,
        "title": title,
        "format": format,
        "size": size,
        "language": language,
        "tag": tag,
        "pages": pages,
        "accessible": accessible,
    }
