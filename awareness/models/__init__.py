"""What the campaign's pages are made of, a noun a file."""

from .audiences import Audience
from .blocks import Block
from .lists import Indicator, Term
from .observances import Observance
from .pages import ComponentProfile, Page
from .redirects import Redirect

__all__ = [
    "Audience",
    "Block",
    "ComponentProfile",
    "Indicator",
    "Observance",
    "Page",
    "Redirect",
    "Term",
]
