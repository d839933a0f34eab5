"""The staff's site: the Django admin, in the order in which the work matters."""

from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bluecampaign.desk import areas_for
from bluecampaign.pages import markdown
from bluecampaign.publishing.office.exchange import ExchangeScreens
from bluecampaign.signin.office import SignInSite
from bluecampaign.translation.languages import BY_CODE, LANGUAGES, SOURCE
from bluecampaign.translation.office.urls import urls as translation_urls
from bluecampaign.translation.roles import languages_of
from hotlines.directory import directory_for

ORDER = ("hotlines", "awareness", "resources", "media", "links", "auth", "signin")
LONGEST_TEXT = 100_000


class OfficeSite(SignInSite):
    site_title = _("Blue Campaign office")
    site_header = _("Blue Campaign office")
    index_title = _("What would you like to work on?")
    enable_nav_sidebar = True

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        known = {name: place for place, name in enumerate(ORDER)}
        return sorted(apps, key=lambda app: known.get(app["app_label"], len(known)))

    def index(self, request, extra_context=None):
        """What waits, expires, is broken and was changed; the way to the translators'
        screens; below it everything there is."""
        own = [BY_CODE[code] for code in languages_of(request.user)]
        context = {"desk": areas_for(request.user), "own_languages": own}
        return super().index(request, {**(extra_context or {}), **context})

    def get_urls(self):
        preview = self.admin_view(require_POST(self.markdown_preview))
        return [
            path("markdown-preview/", preview, name="markdown-preview"),
            *ExchangeScreens(self).urls,
            *translation_urls(self.admin_view),
            *super().get_urls(),
        ]

    def markdown_preview(self, request):
        """A text as readers would see it, and what of it is left out."""
        text = request.POST.get("text", "")[:LONGEST_TEXT]
        tags = {language.tag: language.code for language in LANGUAGES}
        code = tags.get(request.POST.get("lang", ""), SOURCE)
        numbers = directory_for(request).numbers
        return JsonResponse(
            {
                "html": markdown.render(text, code, numbers=numbers),
                "complaints": markdown.complaints(text),
            }
        )
