"""The translator's first screens: which language, and what waits in it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bluecampaign.translation.exchange.segments import roots
from bluecampaign.translation.languages import BY_CODE, Language
from bluecampaign.translation.roles import languages_of

from . import worklist

PER_PAGE = 50


def language_or_refuse(request: HttpRequest, code: str) -> Language:
    """The language of an address, for those who may translate into it and no one else."""
    language = BY_CODE.get(code)
    if language is None or language.is_source:
        raise Http404
    if code not in languages_of(request.user):
        raise PermissionDenied
    return language


def screen(request: HttpRequest, template: str, title: str, **context) -> TemplateResponse:
    """A screen of ours inside the admin."""
    base = admin.site.each_context(request)
    return TemplateResponse(request, template, {**base, "title": title, **context})


def choose(request: HttpRequest):
    """The languages somebody may translate into; straight on where it is only one."""
    codes = languages_of(request.user)
    if not codes:
        raise PermissionDenied
    if len(codes) == 1:
        return redirect("admin:translate-list", codes[0])
    languages = [BY_CODE[code] for code in codes]
    title = _("Into which language do you translate?")
    return screen(request, "admin/translate.html", title, languages=languages)


class Filter:
    """What of the work is shown: a state and a kind of objects, from the address."""

    def __init__(self, request: HttpRequest) -> None:
        state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
        known = {worklist.ALL, *worklist.LABELS}
        self.state = state if state in known else worklist.OPEN
        self.kind = kind if kind in roots() else ""

    def query(self, **changes: str) -> str:
        values = {"state": self.state, "kind": self.kind} | changes
        if values["state"] == worklist.OPEN:
            values["state"] = ""
        told = {name: value for name, value in values.items() if value}
        return f"?{urlencode(told)}" if told else "?"

    def of(self, tasks: list[worklist.Task]) -> list[worklist.Task]:
        return worklist.chosen(tasks, state=self.state, kind=self.kind)


def work(request: HttpRequest, code: str):
    """All that is missing, unchecked or outdated in a language, by what is read most."""
    language = language_or_refuse(request, code)
    tasks, wanted = worklist.tasks(code), Filter(request)
    page = Paginator(wanted.of(tasks), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = worklist.titled(page.object_list)
    return screen(
        request,
        "admin/translate_list.html",
        _("Translate into %(language)s") % {"language": language.english_name},
        language=language,
        page=page,
        state_choices=_state_choices(tasks, wanted),
        kind_choices=_kind_choices(wanted),
        query=wanted.query(),
        board_url=reverse("admin:translation-board"),
        more_languages=len(languages_of(request.user)) > 1,
    )


def _state_choices(tasks: list[worklist.Task], wanted: Filter) -> list[dict]:
    number = worklist.counts(tasks, wanted.kind)
    total = sum(number.values())
    choices = [(worklist.OPEN, _("All that waits"), total - number["reviewed"])]
    choices += [(s, str(label), number[s]) for s, label in worklist.LABELS.items()]
    choices.append((worklist.ALL, _("Everything"), total))
    return [
        {
            "label": label,
            "number": n,
            "url": wanted.query(state=state),
            "current": state == wanted.state,
        }
        for state, label, n in choices
    ]


def _kind_choices(wanted: Filter) -> list[dict]:
    kinds = [("", _("All kinds"))]
    kinds += [(n, capfirst(str(m._meta.verbose_name_plural))) for n, m in roots().items()]
    return [
        {"label": label, "url": wanted.query(kind=kind), "current": kind == wanted.kind}
        for kind, label in kinds
    ]
