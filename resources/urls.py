from django.urls import path

from . import landings, my_list, permanent, views

app_name = "resources"
urlpatterns = [
    path("", views.resource_list, name="list"),
    path("for/<slug:slug>/", landings.landing, name="landing"),
    path("my-list/", my_list.my_list, name="my-list"),
    path("<slug:slug>/", views.resource_detail, name="detail"),
]

# Without a language before them: what is printed names the language behind the code.
PERMANENT = [
    path("<str:code>/", permanent.lead),
    path("<str:code>/<str:language>/", permanent.lead),
    path("<str:code>/<str:language>/files/<int:pk>/", permanent.download),
    path("<str:code>/<str:language>/toolkit.zip", permanent.toolkit_archive),
]
