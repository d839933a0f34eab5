"""A page for when nothing else works: no database, no template, no translation."""

from django.utils.html import format_html, format_html_join

from hotlines.directory import EMERGENCY, NATIONAL, channels_of, number_link, shipped


def last_resort() -> str:
    """HTML with the shipped numbers; needs nothing but this file and the numbers'."""
    lines = [line for line in shipped() if line.slug in (EMERGENCY, NATIONAL)]
    items = format_html_join(
        "\n",
        "<li>{}: {}<br>{}</li>",
        ((line.name_en, number_link(channels_of(line)[0]), line.who_answers_en) for line in lines),
    )
    return format_html(
        '<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Error</title></head>'
        "<body><main><h1>This page does not work right now</h1>"
        "<p>If you need help, call:</p><ul>{}</ul></main></body></html>",
        items,
    )
