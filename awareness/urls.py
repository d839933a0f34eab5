"""The tree of pages. It comes last: it answers whatever nothing else did."""

from django.urls import re_path

from . import views

urlpatterns = [re_path(r"^(?P<path>[a-z0-9][a-z0-9-]*(?:/[a-z0-9-]+)*)/$", views.page, name="page")]
