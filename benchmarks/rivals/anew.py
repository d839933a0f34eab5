"""Our own pages as if each were the first after a change: what other pages have read and
drawn is of no use to it."""

import os
from itertools import count

os.environ["DJANGO_SETTINGS_MODULE"] = "bluecampaign.settings"

from bluecampaign.behind import application as behind
from bluecampaign.web.kept import CONTENT

contents = count(1)


def application(environ, start_response):
    return behind(environ | {CONTENT: next(contents)}, start_response)
