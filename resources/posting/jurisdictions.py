"""Where a duty may hold: the whole country, a state or territory, or some states.

The states and territories have the codes of ISO 3166-2 and their own English names in
every language, as laws and letters write them.
"""

from django.utils.translation import gettext_lazy as _

from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.text import Text

# The whole country; and what is true of some states without saying which.
WHOLE, SOME = "US", "some"

STATES = {
    **{"US-AL": "Alabama", "US-AK": "Alaska", "US-AZ": "Arizona", "US-AR": "Arkansas"},
    **{"US-CA": "California", "US-CO": "Colorado", "US-CT": "Connecticut"},
    **{"US-DE": "Delaware", "US-DC": "District of Columbia", "US-FL": "Florida"},
    **{"US-GA": "Georgia", "US-HI": "Hawaii", "US-ID": "Idaho", "US-IL": "Illinois"},
    **{"US-IN": "Indiana", "US-IA": "Iowa", "US-KS": "Kansas", "US-KY": "Kentucky"},
    **{"US-LA": "Louisiana", "US-ME": "Maine", "US-MD": "Maryland"},
    **{"US-MA": "Massachusetts", "US-MI": "Michigan", "US-MN": "Minnesota"},
    **{"US-MS": "Mississippi", "US-MO": "Missouri", "US-MT": "Montana"},
    **{"US-NE": "Nebraska", "US-NV": "Nevada", "US-NH": "New Hampshire"},
    **{"US-NJ": "New Jersey", "US-NM": "New Mexico", "US-NY": "New York"},
    **{"US-NC": "North Carolina", "US-ND": "North Dakota", "US-OH": "Ohio"},
    **{"US-OK": "Oklahoma", "US-OR": "Oregon", "US-PA": "Pennsylvania"},
    **{"US-RI": "Rhode Island", "US-SC": "South Carolina", "US-SD": "South Dakota"},
    **{"US-TN": "Tennessee", "US-TX": "Texas", "US-UT": "Utah", "US-VT": "Vermont"},
    **{"US-VA": "Virginia", "US-WA": "Washington", "US-WV": "West Virginia"},
    **{"US-WI": "Wisconsin", "US-WY": "Wyoming"},
}
TERRITORIES = {
    **{"US-AS": "American Samoa", "US-GU": "Guam", "US-MP": "Northern Mariana Islands"},
    **{"US-PR": "Puerto Rico", "US-VI": "U.S. Virgin Islands"},
}
NAMES = STATES | TERRITORIES

WIDE = {WHOLE: _("The whole United States"), SOME: _("Some states")}
CHOICES = [*WIDE.items(), *NAMES.items()]


def shown_name(code: str) -> str:
    """The words for a place that readers see; the name of a state knows that it is English."""
    return Text(NAMES[code], SOURCE) if code in NAMES else str(WIDE[code])
