"""People of the office and the forms they send, as a browser would send them."""

from itertools import count

from django.contrib.auth.models import Group, Permission, User
from django.forms import FileField
from django.urls import reverse

from bluecampaign import roles

SPANISH, ARABIC = "Translator: Spanish", "Translator: Arabic"
REVIEWER = "Reviewer: Spanish"
# Without a figure, which a translation would have to repeat.
WORDS = {"title_en": "Words", "summary_en": "What it says."}

_numbers = count(1)


def make_roles() -> None:
    """The groups of the office with their rights, as `roles.make()` leaves them, which takes
    a sixth of a second and writes them down in the audit log."""
    permissions = {
        f"{one.content_type.app_label}.{one.codename}": one
        for one in Permission.objects.select_related("content_type")
    }
    rights = roles.wanted(permissions)
    groups = Group.objects.bulk_create(Group(name=name) for name in rights)
    Group.permissions.through.objects.bulk_create(
        Group.permissions.through(group=group, permission=permissions[label])
        for group in groups
        for label in rights[group.name]
    )


def make_member(*groups: str) -> User:
    """Somebody of the staff in some groups, with nothing but the rights of these."""
    n = next(_numbers)
    user = User.objects.create(username=f"member-{n}", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    assert user.groups.count() == len(groups)
    return user


def signed_in(client, *groups: str) -> User:
    member = make_member(*groups)
    client.force_login(member)
    return member


def stored(obj) -> dict:
    """Every column as it is in the database now, but the date of the last change. A text
    that is not there may be NULL or empty."""
    fresh = type(obj)._default_manager.get(pk=obj.pk)
    names = [field.attname for field in fresh._meta.concrete_fields]
    values = {name: getattr(fresh, name) for name in names if name != "updated_at"}
    return {name: None if value == "" else value for name, value in values.items()}


def url_of(obj, what: str = "change", language: str = "") -> str:
    opts = obj._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_{what}", args=[obj.pk])
    return f"{address}?language={language}" if language else address


def form_of(client, obj, language: str = "", **changes) -> dict:
    """What a browser would send back from the change form, with some changes.

    A name with two underscores stands for one of a part: `channels__0__number`.
    """
    return filled(client.get(url_of(obj, language=language)), **changes)


def filled(response, **changes) -> dict:
    context = response.context
    data = {"_seen": context.get("seen_token", "")}
    forms = [context["adminform"].form]
    for formset in context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if bound.field.disabled or value is None or value is False:
                continue
            if isinstance(bound.field, FileField):
                continue  # A browser sends a file only where one was chosen.
            if isinstance(value, (list, tuple)) and not hasattr(bound.field, "choices"):
                data[bound.html_name] = bound.field.prepare_value(value)
            elif isinstance(value, (list, tuple)):
                data[bound.html_name] = [getattr(v, "pk", v) for v in value]
            elif hasattr(value, "hour"):
                data[f"{bound.html_name}_0"] = value.strftime("%Y-%m-%d")
                data[f"{bound.html_name}_1"] = value.strftime("%H:%M:%S")
            else:
                data[bound.html_name] = value
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def send(client, obj, data: dict, *, button: str = "_save", language: str = ""):
    return client.post(url_of(obj, language=language), {**data, button: "1"})


def messages_of(client, response) -> list[str]:
    page = client.get(response.headers["Location"])
    return [str(message) for message in page.context["messages"]]
