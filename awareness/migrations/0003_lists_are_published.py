"""Signs, terms and awareness days get drafts and a state. What is there stays public."""

import django.utils.timezone
from django.db import migrations, models

LISTS = {
    "indicator": {
        "ordering": ["group", "order", "key"],
        "verbose_name": "indicator",
        "verbose_name_plural": "indicators",
    },
    "observance": {
        "ordering": ["month", "day"],
        "verbose_name": "awareness day",
        "verbose_name_plural": "awareness days",
    },
    "term": {
        "ordering": ["order", "key"],
        "verbose_name": "glossary term",
        "verbose_name_plural": "glossary",
    },
}
RIGHTS = ("add", "change", "delete", "view", "publish")
STATES = [
    ("draft", "Draft"),
    ("in_review", "In review"),
    ("scheduled", "Scheduled"),
    ("live", "Published"),
    ("archived", "Archived"),
]


def status(default: str) -> models.CharField:
    return models.CharField(
        choices=STATES,
        db_index=True,
        default=default,
        help_text="Only what is published can be seen on the site.",
        max_length=10,
        verbose_name="status",
    )


def fields() -> dict[str, models.Field]:
    now = django.utils.timezone.now
    return {
        # Rows that are there are on the site: they get the state that keeps them there.
        "status": status("live"),
        "publish_at": models.DateTimeField(
            blank=True,
            help_text="Leave empty to show it as soon as it is published.",
            null=True,
            verbose_name="publish at",
        ),
        "unpublish_at": models.DateTimeField(
            blank=True,
            help_text="Leave empty to keep it on the site.",
            null=True,
            verbose_name="take down at",
        ),
        "created_at": models.DateTimeField(default=now, editable=False, verbose_name="created"),
        "updated_at": models.DateTimeField(
            default=now, editable=False, verbose_name="last updated"
        ),
        "review_due_on": models.DateField(
            blank=True,
            help_text="When somebody should read it again. Only staff see this.",
            null=True,
            verbose_name="review due on",
        ),
    }


def of_list(name: str, options: dict) -> list:
    return [
        migrations.AlterModelOptions(name=name, options={"default_permissions": RIGHTS, **options}),
        *(migrations.AddField(name, field, made) for field, made in fields().items()),
        migrations.AlterField(name, "status", status("draft")),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("awareness", "0002_alter_componentprofile_options_alter_page_options_and_more"),
    ]

    operations = [
        *(operation for name, options in LISTS.items() for operation in of_list(name, options)),
        migrations.AlterField(
            "term",
            "key",
            models.SlugField(
                help_text="Names its place in the glossary: /glossary/#visa. Links lead there.",
                max_length=60,
                unique=True,
                verbose_name="key",
            ),
        ),
    ]
