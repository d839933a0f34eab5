"""How a page is called where there is little room."""

from bluecampaign.translation.text import Text, text_of


def short_title(page) -> Text:
    """The short title, but never an English one where the title is translated."""
    short, title = text_of(page, "nav_title"), text_of(page, "title")
    return short if short and short.language == title.language else title
