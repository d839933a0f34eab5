"""The screens of the staff's site, and their forms as a browser fills them in."""

from collections import defaultdict

import lxml.html
import pytest
from django.apps import apps
from django.urls import reverse


def url(model, what: str, *args) -> str:
    opts = (apps.get_model(model) if isinstance(model, str) else model)._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{what}", args=args)


def url_of(obj, what: str = "change") -> str:
    return url(type(obj), what, obj.pk)


def form_on(client, address: str) -> lxml.html.FormElement:
    tree = lxml.html.document_fromstring(client.get(address).content.decode())
    return next(form for form in tree.forms if (form.get("id") or "").endswith("_form"))


def save(client, address: str, **changes):
    """Fill in the form at an address as its page shows it, with some changes."""
    data = defaultdict(list)
    for name, value in form_on(client, address).form_values():
        data[name].append(value)
    named = {name.replace("__", "-"): value for name, value in changes.items()}
    response = client.post(address, {**data, **named, "_save": "Save"})
    if response.status_code != 302:
        pytest.fail(str(response.context["errors"]))
    return response
