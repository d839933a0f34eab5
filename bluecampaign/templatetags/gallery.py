"""Examples of every component, for the style guide and for the tests.

One TOML file per component stands in templates/components/examples/: `tag`, the
library it is in, and `[[examples]]` with a name, arguments and, if not English,
`lang` and `dir`. A value whose name ends in `_html` is HTML of ours.
"""

import tomllib
from pathlib import Path

from django import template
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template

register = template.Library()

FOLDER = Path(settings.BASE_DIR) / "templates" / "components" / "examples"
LOADED = "{% load components browsing catalogue %}"


@register.simple_tag
def gallery():
    """Every component with its rendered examples, in the order of their names."""
    return [_component(path) for path in sorted(FOLDER.glob("*.toml"))]


def _component(path):
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    shown = [
        {**example, "html": render(data["tag"], example["arguments"])}
        for example in data["examples"]
    ]
    return {"tag": data["tag"], "about": data["about"], "examples": shown}


def render(tag, arguments):
    """Render one tag with the arguments of an example."""
    values = _filled(arguments)
    words = " ".join(f"{name}={name}" for name in values)
    return Template(f"{LOADED}{{% {tag} {words} %}}").render(Context(values))


def _filled(arguments):
    values = {name: _value(name, value) for name, value in arguments.items()}
    if "page_count" in values:
        paginator = Paginator(range(values.pop("page_count")), 1)
        values["page_obj"] = paginator.page(values.pop("page_number"))
        values["url_for"] = _NumberedAddress()
    return values


def _value(name, value):
    if isinstance(value, dict):
        return {key: _value(key, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_value("", each) for each in value]
    if name.endswith("_html"):
        return Template(value).render(Context())
    return value


class _NumberedAddress:
    """Builds an address in Python; a template leaves it uncalled."""

    do_not_call_in_templates = True

    def __call__(self, number):
        return f"?page={number}"
