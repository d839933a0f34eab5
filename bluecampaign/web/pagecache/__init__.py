"""Whole public answers, kept on disk and given before Django is asked.

Nothing in this folder imports Django: a page that was published before a restart is
answered before Django has loaded, and goes on being answered when the database is gone.
"""
