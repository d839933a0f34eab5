from django.urls import path, re_path

from . import views

app_name = "finder"
urlpatterns = [
    path("", views.step, name="start"),
    re_path(r"^(?P<letters>[a-c]{1,6})/$", views.step, name="step"),
]
