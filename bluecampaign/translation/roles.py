"""Who may translate into which language.

It is decided here alone: by the groups that somebody is in, one for each language. Whoever
may change the state of every translation (publishers, administrators) has all languages.
"""

from .languages import BY_CODE, LANGUAGES, TRANSLATION_CODES, Language

ALL_LANGUAGES = "translation.change_translationstate"


def group_name(language: Language) -> str:
    """The group of those who translate into a language."""
    return f"Translator: {language.english_name}"


def reviewer_group_name(language: Language) -> str:
    """The group of those translators into a language who also check what others wrote."""
    return f"Reviewer: {language.english_name}"


def translator_groups() -> dict[str, str]:
    """A group's name to the code of its language."""
    return {group_name(item): item.code for item in LANGUAGES if not item.is_source}


def reviewer_groups() -> dict[str, str]:
    """The same for those who check what others translated."""
    return {reviewer_group_name(item): item.code for item in LANGUAGES if not item.is_source}


def languages_of(user) -> tuple[str, ...]:
    """The codes of the languages that somebody may translate into, in the site's order.

    One query at the first look, none after it: `user` remembers.
    """
    known = getattr(user, "_translates_into", None)
    if known is None:
        known = user._translates_into = _languages_of(user)
    return known


def _languages_of(user) -> tuple[str, ...]:
    if not user.is_authenticated or not user.is_active:
        return ()
    if user.has_perm(ALL_LANGUAGES):
        return tuple(TRANSLATION_CODES)
    by_group = translator_groups()
    groups = user.groups.filter(name__in=by_group).values_list("name", flat=True)
    codes = {by_group[name] for name in groups}
    return tuple(code for code in TRANSLATION_CODES if code in codes)


def may_review(user, code: str) -> bool:
    """Whether somebody may vouch for a translation: publishers, and translators into the
    language who are in its group of reviewers, too."""
    return code in reviewed_by(user)


def reviewed_by(user) -> tuple[str, ...]:
    """The codes of the languages that somebody may vouch for; `user` remembers."""
    known = getattr(user, "_reviews", None)
    if known is None:
        known = user._reviews = _reviewed_by(user)
    return known


def _reviewed_by(user) -> tuple[str, ...]:
    codes = languages_of(user)
    if not codes or user.has_perm(ALL_LANGUAGES):
        return codes
    by_group = {reviewer_group_name(BY_CODE[code]): code for code in codes}
    groups = user.groups.filter(name__in=by_group).values_list("name", flat=True)
    found = {by_group[name] for name in groups}
    return tuple(code for code in codes if code in found)
