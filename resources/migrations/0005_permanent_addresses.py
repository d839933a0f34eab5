import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("resources", "0003_catalogue_of_files")]

    operations = [
        migrations.AlterField(
            model_name="resource",
            name="code",
            field=models.CharField(
                help_text="The campaign's own code, for example BC-042. It is part of the address that is printed on the item: when you change it, the old one goes on leading here.",
                max_length=20,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-Za-z0-9][A-Za-z0-9._-]*\\Z",
                        "Write letters, digits, hyphens, underscores and dots only.",
                    )
                ],
                verbose_name="code",
            ),
        ),
        migrations.AlterField(
            model_name="resource",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Where people who hold this one are led.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="resources.resource",
                verbose_name="replaced by",
            ),
        ),
        migrations.AlterField(
            model_name="resource",
            name="standing",
            field=models.CharField(
                choices=[
                    ("current", "Current"),
                    ("superseded", "Replaced"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="current",
                help_text="Replaced: out of the lists; its page stays for people who hold a copy and leads to the successor. Withdrawn: not given out any more; its page says so and where to go instead.",
                max_length=10,
                verbose_name="standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Upper("code"),
                name="one_resource_per_code",
                violation_error_message="Another item has this code.",
            ),
        ),
        # Nothing wrote former files before.
        migrations.DeleteModel("FormerFile"),
        migrations.CreateModel(
            name="FormerFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("language", models.CharField(max_length=35, verbose_name="language")),
                (
                    "revision",
                    models.CharField(blank=True, max_length=30, verbose_name="revision code"),
                ),
                (
                    "replaced_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="replaced on"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="former_files",
                        to="resources.edition",
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_files",
                        to="resources.resource",
                    ),
                ),
            ],
            options={
                "verbose_name": "former file",
                "verbose_name_plural": "former files",
                "ordering": ["-replaced_on", "name"],
            },
        ),
    ]
