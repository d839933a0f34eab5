"""The roles of the office: groups, and the least rights each of them needs.

`wanted()` says what every group of ours may do. The command `make_roles` makes the groups
so, and takes away what somebody added to them by hand: another set of rights is another
group.
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from bluecampaign.translation.roles import reviewer_groups, translator_groups

EDITOR, PUBLISHER, ADMINISTRATOR = "Editor", "Publisher", "Administrator"
CONTENT_APPS = ("awareness", "hotlines", "media", "resources", "translation", "links")

# What an object is made of: taking a block out of a page is a change of the page.
PARTS = (
    *("awareness.block", "hotlines.channel"),
    *("resources.edition", "resources.toolkitpart"),
)
WRITTEN = (
    *("awareness.page", "awareness.componentprofile", "awareness.indicator"),
    *("awareness.observance", "awareness.term"),
    *("resources.resource", "resources.postingduty", "media.picture", "hotlines.hotline"),
)
# Names that stand all over the site and have no drafts: publishers alone change them.
NAMES = ("awareness.audience", "resources.topic")


def right(verb: str, model: str) -> str:
    app, name = model.split(".")
    return f"{app}.{verb}_{name}"


def rights_of_translators() -> set[str]:
    """To see the content. What they may write is decided by the language of their group."""
    seen = {right("view", model) for model in (*WRITTEN, *NAMES, *PARTS)}
    return seen | {"translation.view_translationstate"}


def rights_of_editors() -> set[str]:
    """To write and to verify, never to publish, to delete or to vouch for a language."""
    written = {right(verb, m) for m in (*WRITTEN, *PARTS) for verb in ("add", "change")}
    parts = {right("delete", model) for model in PARTS}
    own = {"hotlines.add_verification", "hotlines.view_verification", "links.view_linkcheck"}
    own |= {"resources.view_downloadcount", "resources.view_printedrevision"}
    return rights_of_translators() | written | parts | own


def wanted(permissions: dict[str, Permission]) -> dict[str, set[str]]:
    """Every group of ours and its rights, out of all the rights there are."""
    content = {name for name in permissions if name.split(".")[0] in CONTENT_APPS}
    return {
        EDITOR: rights_of_editors(),
        **{name: rights_of_translators() for name in translator_groups()},
        **{name: rights_of_translators() for name in reviewer_groups()},
        PUBLISHER: content,
        ADMINISTRATOR: set(permissions),
    }


@dataclass
class Outcome:
    """What a run did to one group."""

    group: str
    made: bool = False
    given: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return self.made or bool(self.given or self.taken)


@transaction.atomic
def make(*, dry_run: bool = False) -> list[Outcome]:
    """Bring the groups in line with `wanted()`; raises KeyError for an unknown right."""
    permissions = _permissions()
    outcomes = [
        _make_group(name, rights, permissions) for name, rights in wanted(permissions).items()
    ]
    if dry_run:
        transaction.set_rollback(True)
    return outcomes


def _permissions() -> dict[str, Permission]:
    found = Permission.objects.select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}": one for one in found}


def _make_group(name: str, rights: set[str], permissions: dict[str, Permission]) -> Outcome:
    group, made = Group.objects.get_or_create(name=name)
    names = {permission.pk: label for label, permission in permissions.items()}
    had = {names[pk] for pk in group.permissions.values_list("pk", flat=True)}
    outcome = Outcome(name, made, sorted(rights - had), sorted(had - rights))
    if outcome.given or outcome.taken:
        group.permissions.set([permissions[label] for label in rights])
    return outcome
