"""A page that is sent to translators."""

import pytest

from awareness.models import Page
from tests.makers import make_block, make_page


@pytest.fixture
def page(db) -> Page:
    page = make_page(title_en="Ask for help", title_ar="اطلب المساعدة", summary_en="A summary.")
    make_block(page, key="b", heading_en="", body_en="Call {{national:voice}}.")
    return page
