"""A start link as a QR code for a receipt."""

from io import BytesIO

import segno

# A receipt is small, crumpled and printed badly: a quarter of the code may be lost.
CORRECTION = "Q"
QUIET_ZONE = 4  # modules of white around it, which readers need


def as_png(link: str, module: int = 8) -> bytes:
    """Return the code as a PNG image, black on white; `module` is the width of a module in pixels."""
    return _drawn(link, "png", module)


def as_svg(link: str, module: int = 8) -> bytes:
    """Return the code as an SVG image."""
    return _drawn(link, "svg", module)


def _drawn(link: str, kind: str, module: int) -> bytes:
    out = BytesIO()
    code = segno.make_qr(link, error=CORRECTION)
    code.save(out, kind=kind, scale=module, border=QUIET_ZONE, dark="black", light="white")
    return out.getvalue()
