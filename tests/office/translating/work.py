"""The work screen: who translates, and what a browser sends back from it."""

from django.contrib.auth.models import Group, User
from django.urls import reverse

from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.models import TranslationState
from bluecampaign.translation.roles import group_name, reviewer_group_name


def translator(*codes: str, reviews: bool = False) -> User:
    user = User.objects.create_user(f"tom-{'-'.join(codes)}", is_staff=True)
    names = [group_name(BY_CODE[code]) for code in codes]
    names += [reviewer_group_name(BY_CODE[code]) for code in codes] if reviews else []
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in names])
    return user


def work_url(obj, code: str, name: str = "work") -> str:
    return reverse(f"admin:translate-{name}", args=[code, obj._meta.label_lower, obj.pk])


def sent(client, obj, code: str, **changes) -> dict:
    """What a browser would send back from the work screen, with some changes."""
    context = client.get(work_url(obj, code)).context
    data = {field.html_name: field.value() or "" for field in context["form"]}
    return data | {"_seen": context["seen"]} | changes


def state_of(obj, code: str) -> str:
    return TranslationState.objects.by_language(obj).get(code, "")
