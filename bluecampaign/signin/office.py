"""The admin site that asks for the second factor."""

from functools import partial

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from . import factor, views

# For whoever has given the password; and for whoever is in.
HALF_WAY = {
    "second-factor-code": ("code/", views.code),
    "second-factor-recovery": ("recovery/", views.recovery),
    "second-factor-set-up": ("set-up/", views.set_up),
    "second-factor-drawing": ("set-up/code.svg", views.drawing),
    "second-factor-leave": ("leave/", views.leave),
}
INSIDE = {
    "second-factor": ("", views.overview),
    "recovery-codes": ("recovery-codes/", views.recovery_codes),
    "kept-form": ("kept-form/", views.kept_form),
}


class SignInSite(admin.AdminSite):
    """Nobody is in before the second factor, where the setting asks for one."""

    def has_permission(self, request) -> bool:
        return super().has_permission(request) and factor.is_satisfied(request.user)

    def has_given_password(self, request) -> bool:
        return super().has_permission(request)

    def login(self, request, extra_context=None):
        half_way = self.has_given_password(request) and not self.has_permission(request)
        if request.method == "GET" and half_way:
            return redirect(views.with_next(request, "admin:second-factor-code"))
        return super().login(request, extra_context)

    def get_urls(self):
        half_way = [self._address(*place, name, self.half_way) for name, place in HALF_WAY.items()]
        inside = [self._address(*place, name, self.admin_view) for name, place in INSIDE.items()]
        return [*half_way, *inside, *super().get_urls()]

    def _address(self, route: str, view, name: str, guard):
        return path(f"second-factor/{route}", guard(partial(view, site=self)), name=name)

    def half_way(self, view):
        """For whoever has given the password and not yet shown the second factor."""

        @never_cache
        def guarded(request, *args, **kwargs):
            if not self.has_given_password(request):
                return redirect_to_login(reverse("admin:index"), reverse("admin:login"))
            return view(request, *args, **kwargs)

        return guarded
