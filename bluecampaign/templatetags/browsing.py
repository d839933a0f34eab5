"""Components for finding one's way: trails, lists that go on, filters and search."""

from bluecampaign.pages.components import Components, mark_of

register = Components()


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*, items, label=""):
    """Show where a page stands: links, of which the last is the page itself."""
    *above, page = items
    # A trail through which a reader's list is carried is nobody else's.
    is_own = any("?" in each.url for each in above)
    alike = None if is_own else mark_of([label, above])
    return {"above": above, "page": page, "label": label, "alike": alike}


@register.inclusion_tag("components/in_page_nav.html")
def in_page_nav(*, items, heading=""):
    """List the sections of a long page. Each has anchor and title."""
    return {"items": items, "heading": heading}


@register.inclusion_tag("components/pagination.html")
def pagination(*, page_obj, url_for, label=""):
    """Lead through a long list. url_for(number) gives the address of a page."""
    numbers = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    pages = [_page(number, page_obj, url_for) for number in numbers]
    return {
        "label": label,
        "pages": pages if page_obj.paginator.num_pages > 1 else [],
        "previous": url_for(page_obj.previous_page_number()) if page_obj.has_previous() else "",
        "next": url_for(page_obj.next_page_number()) if page_obj.has_next() else "",
    }


def _page(number, page_obj, url_for):
    if not isinstance(number, int):
        return {"gap": True}
    return {
        "number": number,
        "url": url_for(number),
        "current": number == page_obj.number,
    }


@register.inclusion_tag("components/filter_group.html")
def filter_group(*, legend, name, options, kind="checkbox", is_open=False):
    """Offer one facet of a list.

    Options have value, label, count, selected; those of kind "link" also url.
    """
    return {
        "legend": legend,
        "name": name,
        "options": options,
        "kind": kind,
        "is_open": is_open,
    }


@register.inclusion_tag("components/filter_chips.html")
def filter_chips(*, chips, clear_url=""):
    """Show which filters are on. Each has label and remove_url."""
    return {"chips": chips, "clear_url": clear_url}


@register.inclusion_tag("components/search_form.html", shared=True, may_tell=True)
def search_form(
    *, action, value="", name="q", label="", id="search", hidden=(), size="normal", suggest=""
):
    """Ask for words. hidden: names and values that are kept. size: normal or big.
    suggest: the address that a script asks for titles while somebody types."""
    return {
        "suggest": suggest,
        "action": action,
        "value": value,
        "name": name,
        "label": label,
        "id": id,
        "hidden": hidden,
        "size": size,
    }
