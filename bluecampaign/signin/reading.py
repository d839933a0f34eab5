"""Records that the office reads and that nobody writes by hand."""


class ReadOnlyMixin:
    """For a model admin: not even superusers add, change or delete."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
