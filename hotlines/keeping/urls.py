from django.urls import path

from . import views

app_name = "keeping"
urlpatterns = [
    path("", views.numbers, name="numbers"),
    path("keep/", views.keep, name="keep"),
]
