"""What is not a page: contact cards, the record of a copy, the service worker. Their
addresses have no language in front and no word that tells what they are about."""

from django.urls import path

from . import offline, views

urlpatterns = [
    path("sw.js", offline.worker, name="worker"),
    path("numbers/copy/<slug:language>.json", offline.copy, name="copy"),
    path("numbers/card/<slug:language>/<str:key>-<int:place>.vcf", views.card, name="card"),
]
