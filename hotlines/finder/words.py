"""What the finder says of a way: why it is offered, and what happens when one uses it.

Nothing is promised that is not known of the line. Whether one may stay without a name is
known of none, so the reader is told to ask first.
"""

from django.utils.translation import gettext as _

from ..choices import ChannelKind, HotlineKind
from ..directory import NATIONAL
from ..models import Channel
from .deciding import Caveat, Reason


def reason_words(reason: Reason) -> str:
    return {
        Reason.DANGER: _("First, because somebody may be in danger."),
        Reason.START: _("A good place to begin."),
        Reason.ANOTHER_WAY: _("Another way to reach the same hotline."),
        Reason.INTERPRETER: _(
            "On the phone you can speak your language through an interpreter. Text and chat "
            "are in English and Spanish only."
        ),
        Reason.CHILD: _("Because a child is involved."),
        Reason.REPORT: _("To report to law enforcement what you saw."),
        Reason.IN_UK: _("For people in the United Kingdom."),
        Reason.FROM_ABROAD: _(
            "A tip line of law enforcement, with a number for calls from outside the United States."
        ),
    }[reason]


def caveat_words(caveat: Caveat | None) -> str:
    return {
        None: "",
        Caveat.SERVES_US: _(
            "This hotline serves the United States and its territories. Ask first whether it "
            "can help where you are."
        ),
        Caveat.STANDS_IN_US: _(
            "This line is in the United States. Ask first whether it can help where you are."
        ),
        Caveat.FREE_IN_US: _(
            "This hotline serves the United States and its territories, and the call is free "
            "there. From another country it may cost money or not work."
        ),
    }[caveat]


def steps(way: Channel, *, again: bool = False) -> list[str]:
    """What happens when one uses a way, first to last; `again` where the page has told it
    of another way to the same people."""
    name = _("You can ask them first whether you must give your name.")
    return [*_beginning(way), *([] if again else _talking(way)), name]


def _beginning(way: Channel) -> list[str]:
    if way.kind == ChannelKind.TEXT:
        return [
            _("Your phone opens a new message. Nothing is sent before you send it."),
            _("Your messages may stay on the phone. Think of who else can see them."),
        ]
    if not way.is_dialled:
        return [_("You leave this site. A website of another organization opens.")]
    found = []
    if way.hotline.slug == NATIONAL and way.kind == ChannelKind.VOICE:
        found.append(_("The call is free in the United States and its territories."))
    if way.always_open:
        found.append(_("You can call day and night."))
    if way.interpreted_languages:
        found.append(_("Say which language you need. An interpreter can join the call."))
    return found


def _talking(way: Channel) -> list[str]:
    line = way.hotline
    if line.kind == HotlineKind.EMERGENCY:
        return [_("Say what is happening and where you are, if you can.")]
    if line.is_law_enforcement:
        return [
            _("They may ask who, what, when and where, and why it seemed wrong to you."),
            _("No detail is too small."),
        ]
    found = [_("They may ask what is happening and what you need. You decide how much you say.")]
    if line.slug == NATIONAL:
        found.append(_("They can connect you with organizations that help."))
    return found
