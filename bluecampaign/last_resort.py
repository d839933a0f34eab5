"""A page for when nothing else works: no database, no template, no translation."""

from django.conf import settings
from django.utils.html import format_html, format_html_join

from bluecampaign.translation.languages import SOURCE
from bluecampaign.web.leaving import exit_url
from hotlines.directory import EMERGENCY, NATIONAL, channels_of, number_link, shipped


def last_resort() -> str:
    """HTML with the shipped numbers; needs nothing but this file and the numbers'."""
    lines = [line for line in shipped() if line.slug in (EMERGENCY, NATIONAL)]
    items = format_html_join(
        "\n",
        "<li>{}: {}<br>{}</li>",
        ((line.name_en, number_link(channels_of(line)[0]), line.who_answers_en) for line in lines),
    )
    way_out = format_html(
        '<p><a href="{}" rel="nofollow noreferrer">Leave this site now</a></p>',
        exit_url(settings.SITE_EXIT_URL, SOURCE),
    )
    return format_html(
        '<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Error</title></head>'
        "<body><header>{}</header><main><h1>This page does not work right now</h1>"
        "<p>If you need help, call:</p><ul>{}</ul></main><footer>{}</footer></body></html>",
        way_out,
        items,
        way_out,
    )
