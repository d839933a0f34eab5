from django.urls import path

from . import landings, my_list, permanent, views
from .posting.views import required_posters
from .printed import views as printed
from .printed.marking import with_your_mark
from .printed.page_views import printed_page, printed_toolkit

app_name = "resources"
urlpatterns = [
    path("", views.resource_list, name="list"),
    path("for/<slug:slug>/", landings.landing, name="landing"),
    path("my-list/", my_list.my_list, name="my-list"),
    path("required-posters/", required_posters, name="required-posters"),
    path("<slug:slug>/", views.resource_detail, name="detail"),
    path("<slug:slug>/with-your-mark/", with_your_mark, name="with-your-mark"),
]

# Without a language before them: what is printed names the language behind the code.
PERMANENT = [
    path("<str:code>/", permanent.lead),
    path("<str:code>/print/", printed.choose),
    path("<str:code>/<str:language>/", permanent.lead),
    path("<str:code>/<str:language>/files/<int:pk>/", permanent.download),
    path("<str:code>/<str:language>/toolkit.zip", permanent.toolkit_archive),
    path("<str:code>/<str:language>/print/<slug:name>.<str:format>", printed.printed),
]

# The pages of the site on paper, in the same manner.
ON_PAPER = [
    path("resources/for/<slug:slug>/<str:language>/<slug:name>.pdf", printed_toolkit),
    path("<path:path>/<str:language>/<slug:name>.pdf", printed_page),
]
