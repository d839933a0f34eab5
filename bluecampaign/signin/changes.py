"""Every change of a person, a group, a password or a permission is in the audit log."""

from django.contrib.auth.models import Group, Permission, User
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver

from . import audit
from .models import Action

# Their values say who may do what, so they are kept; of the others only that they changed.
TOLD = ("username", "is_active", "is_staff", "is_superuser")
NAMED = ("email", "first_name", "last_name")
SIGNS = {"post_add": "+", "post_remove": "-", "pre_clear": "-"}


@receiver(pre_save, sender=User)
def look_at_user(sender, instance, raw=False, update_fields=None, **kwargs):
    """Remember what a save is about to change, for the entry written after it."""
    watched = {*TOLD, *NAMED, "password"} & set(update_fields or (*TOLD, *NAMED, "password"))
    old = None
    if instance.pk and watched and not raw:
        old = User.objects.filter(pk=instance.pk).values(*watched).first()
    instance._audited = differences(old, instance) if old else []
    instance._new_password = bool(old) and is_new_password(old, instance)


def differences(old: dict, user: User) -> list[str]:
    told = [
        f"{name}: {old[name]} → {getattr(user, name)}"
        for name in TOLD
        if name in old and old[name] != getattr(user, name)
    ]
    return told + [n for n in NAMED if n in old and old[n] != getattr(user, n)]


def is_new_password(old: dict, user: User) -> bool:
    """Whether somebody chose another. A sign-in may hash the same one anew: that is none."""
    if "password" not in old or old["password"] == user.password:
        return False
    return user._password is not None or not user.has_usable_password()


@receiver(post_save, sender=User)
def user_was_saved(sender, instance, created, **kwargs):
    name = instance.get_username()
    if created:
        rights = [right for right in ("is_staff", "is_superuser") if getattr(instance, right)]
        audit.record(Action.USER_ADDED, whom=name, detail=", ".join(rights))
    if changed := instance.__dict__.pop("_audited", None):
        audit.record(Action.USER_CHANGED, whom=name, detail=", ".join(changed))
    if instance.__dict__.pop("_new_password", False):
        audit.record(Action.PASSWORD_CHANGED, whom=name)


@receiver(post_delete, sender=User)
def user_was_deleted(sender, instance, **kwargs):
    by = audit.acting_user()
    is_other = by is None or by.get_username() != instance.get_username()
    audit.record(Action.USER_DELETED, whom=instance.get_username(), linked=is_other)


@receiver(pre_save, sender=Group)
def look_at_group(sender, instance, **kwargs):
    names = Group.objects.filter(pk=instance.pk).values_list("name", flat=True)
    instance._old_name = names.first() or instance.name


@receiver(post_save, sender=Group)
def group_was_saved(sender, instance, created, **kwargs):
    old = instance.__dict__.pop("_old_name", instance.name)
    if created:
        audit.record(Action.GROUP_ADDED, whom=instance.name)
    elif old != instance.name:
        detail = f"name: {old} → {instance.name}"
        audit.record(Action.GROUP_CHANGED, whom=instance.name, detail=detail)


@receiver(post_delete, sender=Group)
def group_was_deleted(sender, instance, **kwargs):
    audit.record(Action.GROUP_DELETED, whom=instance.name)


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def permissions_were_changed(sender, instance, action, reverse, model, pk_set, **kwargs):
    """One entry for each person or group that got or lost something."""
    if action not in SIGNS:
        return
    others = others_of(sender, instance, action, reverse, model, pk_set)
    names = [name_of(other) for other in others]
    if reverse:
        for name in names:
            record_rights(name, SIGNS[action], [name_of(instance)])
    elif names:
        record_rights(name_of(instance), SIGNS[action], names)


def others_of(sender, instance, action, reverse, model, pk_set):
    """What is added to or taken from the instance; before a clear: all that it has."""
    if action == "pre_clear":
        own, other = (field for field in sender._meta.fields if field.is_relation)
        if reverse:
            own, other = other, own
        links = sender.objects.filter(**{own.name: instance})
        pk_set = links.values_list(f"{other.name}_id", flat=True)
    others = model._default_manager.filter(pk__in=pk_set or [])
    return others.select_related("content_type") if model is Permission else others


def name_of(obj) -> str:
    """A user or group by name, a permission by app and code name."""
    if isinstance(obj, Permission):
        return f"{obj.content_type.app_label}.{obj.codename}"
    return obj.get_username() if isinstance(obj, User) else obj.name


def record_rights(whom: str, sign: str, names: list[str]) -> None:
    detail = f"{sign} {', '.join(sorted(names))}"
    audit.record(Action.PERMISSIONS_CHANGED, whom=whom, detail=detail)
