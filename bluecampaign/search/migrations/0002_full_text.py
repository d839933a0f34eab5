import uuid

import django.db.models.deletion
from django.db import migrations, models

from bluecampaign.search.engines import schema


class Migration(migrations.Migration):
    """Documents are made from the content at any time, so none is carried over:
    `load_content`, which runs at every start, builds them anew."""

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.DeleteModel(name="SearchDocument"),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("is_current", models.BooleanField(default=False)),
                ("first", models.BigIntegerField(default=0)),
                ("builder", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("is_current",),
                        name="one_current_generation",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("generation", models.PositiveIntegerField()),
                ("object_id", models.BigIntegerField()),
                ("language", models.CharField(max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hotline", "Hotline"),
                            ("page", "Page"),
                            ("profile", "Agency"),
                            ("resource", "Material"),
                            ("term", "Term"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("summary", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("attached", models.TextField(blank=True)),
                ("path", models.CharField(max_length=300)),
                ("tokens", models.TextField()),
                ("live_from", models.DateTimeField(null=True)),
                ("live_until", models.DateTimeField(null=True)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="contenttypes.contenttype"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("live_from__isnull", False)),
                        fields=["live_from"],
                        name="search_live_from",
                    ),
                    models.Index(
                        condition=models.Q(("live_until__isnull", False)),
                        fields=["live_until"],
                        name="search_live_until",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id", "language", "generation"),
                        name="one_document_per_language",
                    )
                ],
            },
        ),
        migrations.RunPython(schema.create, schema.drop),
    ]
