"""People who translate."""

import pytest
from django.contrib.auth.models import Group, Permission

from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.roles import group_name
from tests.makers import make_staff


@pytest.fixture
def translator(db):
    """Somebody who translates into Arabic: may see pages, and change no more than words."""
    person = make_staff(is_superuser=False)
    group, _made = Group.objects.get_or_create(name=group_name(BY_CODE["ar"]))
    person.groups.add(group)
    person.user_permissions.set(Permission.objects.filter(codename__in=["view_page", "view_block"]))
    return person
