"""The addresses of the translators' screens, below /admin/."""

from django.urls import path

from . import board, desk, workbench


def urls(admin_view) -> list:
    """The paths for an admin site, each behind its sign-in."""
    work = "translate/<str:code>/<str:label>/<int:pk>/"
    return [
        path("translate/", admin_view(desk.choose), name="translate"),
        path("translate/<str:code>/", admin_view(desk.work), name="translate-list"),
        path(work, admin_view(workbench.translate), name="translate-work"),
        path(f"{work}preview/", admin_view(workbench.preview), name="translate-preview"),
        path("translation-board/", admin_view(board.board), name="translation-board"),
    ]
