from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signin", "0002_pruned_log"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="what",
            field=models.CharField(
                choices=[
                    ("password_accepted", "Password accepted, code still to come"),
                    ("signed_in", "Signed in"),
                    ("sign_in_failed", "Sign-in failed"),
                    ("code_refused", "Code refused"),
                    ("locked_out", "Locked out for some minutes"),
                    ("signed_out", "Signed out"),
                    ("factor_set", "Second factor set up"),
                    ("factor_reset", "Second factor taken away"),
                    ("codes_renewed", "Recovery codes renewed"),
                    ("password_changed", "Password changed"),
                    ("user_added", "User added"),
                    ("user_changed", "User changed"),
                    ("user_deleted", "User deleted"),
                    ("group_added", "Group added"),
                    ("group_changed", "Group changed"),
                    ("group_deleted", "Group deleted"),
                    ("permissions_changed", "Permissions changed"),
                    ("log_pruned", "Old entries of this log deleted"),
                    ("restored", "Database restored from a backup"),
                ],
                db_index=True,
                max_length=30,
                verbose_name="what",
            ),
        ),
    ]
