"""Who is staff, with their second factor; and the audit log, which nobody changes."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.template.response import TemplateResponse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import factor
from .models import AuditEntry
from .reading import ReadOnlyMixin

RESET = "signin.reset_second_factor"
# Only who may do everything gives that away, or single permissions past the groups.
FOR_SUPERUSERS = ("is_superuser", "user_permissions")

# Their pages would show secrets to whoever may open them.
admin.site.unregister([StaticDevice, TOTPDevice, User])


@admin.register(User)
class OfficeUserAdmin(UserAdmin):
    """Users. Who may do everything is out of reach for those who may not."""

    actions = ["reset_second_factor"]
    readonly_fields = ("last_login", "date_joined")
    list_display = (*UserAdmin.list_display, "has_second_factor")

    def get_queryset(self, request):
        phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(has_phone=Exists(phones))

    @admin.display(description=_("second factor"), boolean=True, ordering="has_phone")
    def has_second_factor(self, user):
        return user.has_phone

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        return own if request.user.is_superuser else (*own, *FOR_SUPERUSERS)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.in_reach(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.in_reach(request, obj)

    def in_reach(self, request, obj) -> bool:
        return obj is None or request.user.is_superuser or not obj.is_superuser

    def get_deleted_objects(self, objs, request):
        """Also the action that deletes several keeps superusers out of reach."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        for user in objs:
            if not self.in_reach(request, user):
                lacking = {*lacking, str(self.opts.verbose_name)}
        return to_delete, counts, lacking, protected

    def has_reset_permission(self, request) -> bool:
        return request.user.has_perm(RESET)

    @admin.action(
        description=_("Take away the second factor of the selected people"), permissions=["reset"]
    )
    def reset_second_factor(self, request, queryset):
        """Asks first, and says whom it leaves alone and why."""
        people = [u for u in queryset if self.in_reach(request, u) and u != request.user]
        if request.POST.get("confirmed"):
            number = sum(factor.reset(user) for user in people)
            self.say_reset(request, number)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take away the second factor?"),
            "opts": self.opts,
            "action": "reset_second_factor",
            "people": people,
            "left_alone": [user for user in queryset if user not in people],
        }
        return TemplateResponse(request, "admin/signin/reset.html", context)

    def say_reset(self, request, number: int) -> None:
        text = ngettext(
            "The second factor of %(n)s person was taken away. They are signed out.",
            "The second factor of %(n)s people was taken away. They are signed out.",
            number,
        )
        self.message_user(request, text % {"n": number}, messages.SUCCESS)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """To be read, by whoever may view it; superusers cannot change it either."""

    list_display = ("at", "who_name", "what", "whom", "short_detail")
    list_filter = ("what", "at", ("who", admin.RelatedOnlyFieldListFilter))
    search_fields = ("who_name", "whom", "detail")
    date_hierarchy = "at"
    fields = ("at", "who_name", "who", "what", "whom", "detail")

    class Media:
        css = {"all": ["built/signin.css"]}

    @admin.display(description=_("detail"))
    def short_detail(self, entry):
        return Truncator(entry.detail).chars(120)
