"""What stands in a database of an older version is still there after its migrations."""

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

BEFORE_DRAFTS = "0002_alter_componentprofile_options_alter_page_options_and_more"
OLD_ROWS = {
    "Indicator": {"group": "work", "text_en": "Old sign"},
    "Term": {"term_en": "Old term", "definition_en": "Old."},
    "Observance": {"month": 3, "day": 8, "name_en": "Old day"},
}


@pytest.fixture
def old_site(tmp_path, django_db_blocker):
    """A database of its own, empty: a schema cannot change inside a test's transaction."""
    given = connections.settings["default"]
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "old.sqlite3")}
    connections.settings["old"] = {**given, **sqlite, "OPTIONS": {}}
    with django_db_blocker.unblock():
        yield connections["old"]
        connections["old"].close()
    del connections["old"], connections.settings["old"]


def test_signs_terms_and_days_from_before_drafts_stay_public(old_site):
    old = MigrationExecutor(old_site).migrate([("awareness", BEFORE_DRAFTS)]).apps
    for name, values in OLD_ROWS.items():
        old.get_model("awareness", name).objects.using("old").create(key="old", **values)

    target = ("awareness", "0003_lists_are_published")
    new = MigrationExecutor(old_site).migrate([target]).apps

    for name in OLD_ROWS:
        model = new.get_model("awareness", name)
        row = model.objects.using("old").get()
        assert (row.key, row.status) == ("old", "live")
        assert row.publish_at is row.unpublish_at is None
        assert model._meta.get_field("status").default == "draft"
