"""Start links can be printed."""

import struct
from xml.etree import ElementTree as ET

from bot.api.qr import as_png, as_svg

LINK = "https://t.me/huifang_bot?start=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4"


def test_png_is_a_square_image_with_a_quiet_zone() -> None:
    image = as_png(LINK, module=4)
    width, height = struct.unpack(">II", image[16:24])
    modules = width // 4 - 8
    assert (image[:8], width) == (b"\x89PNG\r\n\x1a\n", height)
    assert (modules - 17) % 4 == 0  # the sizes that QR codes have


def test_svg_is_an_image_of_the_same_size() -> None:
    width = struct.unpack(">I", as_png(LINK)[16:20])[0]
    image = ET.fromstring(as_svg(LINK))  # noqa: S314 - written by ourselves a moment ago
    assert (image.tag, image.get("width")) == ("{http://www.w3.org/2000/svg}svg", str(width))


def test_other_links_are_other_images() -> None:
    assert as_png(LINK) == as_png(LINK)
    assert as_png(LINK) != as_png(LINK + "x")
