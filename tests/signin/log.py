"""The audit log as it was written, and a change that it writes down."""

from bluecampaign.signin.models import AuditEntry

NEW_PASSWORD = "another long password"


def written() -> list[tuple[str, str, str, str]]:
    """What, who, whom and detail of all entries, oldest first."""
    entries = AuditEntry.objects.order_by("pk")
    return list(entries.values_list("what", "who_name", "whom", "detail"))


def change(client, user, **changes):
    data = {
        "username": user.username,
        "is_active": "on" if user.is_active else "",
        "is_staff": "on" if user.is_staff else "",
        "is_superuser": "on" if user.is_superuser else "",
        "date_joined_0": "2027-01-01",
        "date_joined_1": "12:00:00",
        **changes,
    }
    data = {key: value for key, value in data.items() if value != ""}
    return client.post(f"/admin/auth/user/{user.pk}/change/", data)
