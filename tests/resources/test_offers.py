"""What pages say of a sheet before it is there."""

import io

import pytest
from PIL import Image

from resources.models import Resource
from resources.printed.offers import ROOM, offer_of
from resources.printed.pieces import PIECES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PIECES)
def test_page_says_the_shape_of_a_picture_before_it_comes(client, name: str):
    item = Resource.objects.filter(printed_as=name).first()
    offer = offer_of(item, "en")

    picture = Image.open(io.BytesIO(client.get(offer.preview).content))

    width, height = offer.shown
    assert f'width="{width}" height="{height}"' in client.get(item.get_absolute_url()).text
    assert abs(width * picture.height / picture.width - height) < 1
    assert (width <= ROOM[0], height <= ROOM[1]) == (True, True)
