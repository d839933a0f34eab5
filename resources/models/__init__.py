"""What the campaign has published: resources, their editions, their former addresses."""

from .addresses import FormerCode, FormerFile
from .downloads import DownloadCount
from .editions import Edition
from .posting import PostingDuty
from .printed import PrintedRevision
from .resources import Resource
from .toolkits import ToolkitPart
from .topics import Topic

__all__ = [
    "DownloadCount",
    "Edition",
    "FormerCode",
    "FormerFile",
    "PostingDuty",
    "PrintedRevision",
    "Resource",
    "ToolkitPart",
    "Topic",
]
