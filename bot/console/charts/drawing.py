"""Turns a pygal chart into an image that any browser shows safely."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree as ET

from pygal.graph.graph import Graph
from starlette.responses import Response
from wcwidth import width

from bot.console.charts.chart_style import COLOURS, look
from store.reports.statistics.figures import Figure

SVG = "{http://www.w3.org/2000/svg}"
WIDE, NARROW = 620, 400  # pixels, in half of a wide screen and on a telephone
LETTERS = 13
MARGIN = 8


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG image, and the security policy that lets its own style, and nothing else, have effect."""

    content: bytes
    policy: str

    def response(self) -> Response:
        """Return it as a browser shows it."""
        return Response(
            self.content, media_type="image/svg+xml", headers={"Content-Security-Policy": self.policy}
        )


def settings(width: int, height: int, labels: Sequence[str], **more: Any) -> dict[str, Any]:
    """Return the pygal settings of all charts; the labels are those of the groups."""
    return {
        "width": width,
        "height": height,
        "x_labels": labels,
        "style": look(LETTERS),
        "css": ["file://style.css", "file://graph.css", "inline:" + COLOURS],
        "js": [],
        "show_legend": False,
        "margin": MARGIN,
        "margin_right": 28,
        "spacing": 8,
        "print_values": False,
        "truncate_label": -1,
        **more,
    }


def room_for(labels: Sequence[str]) -> float:
    """Return the margin for labels at the left: pygal counts letters, and Chinese ones are wider."""
    return MARGIN + 0.45 * LETTERS * max((width(label) - len(label) for label in labels), default=0)


def shortened(label: str, across: int) -> str:
    """Return a label at the left that takes a third of the width at most, cut where it is longer."""
    room = across / 3 / (0.5 * LETTERS)
    while width(label) > room:
        label = label.removesuffix("…")[:-1] + "…"
    return label


def interval(figure: Figure) -> dict[str, Any] | None:
    """Return a value with its interval as pygal takes it; None without answers."""
    if figure.value is None:
        return None
    if figure.low is None or figure.high is None:
        return {"value": figure.value}
    return {"value": figure.value, "ci": {"low": figure.low, "high": figure.high}}


def draw(chart: Graph, title: str) -> Drawing:
    """Return the image without the script and the tooltips that need it."""
    chart.uuid = "0"  # otherwise random, and part of the style
    root = ET.fromstring(chart.render())  # noqa: S314 - it was rendered here
    for parent in list(root.iter()):
        for child in list(parent):
            is_tooltip = "tooltip" in child.get("class", "").split()
            if child.tag in (f"{SVG}script", f"{SVG}desc") or is_tooltip:
                parent.remove(child)
    root.set("role", "img")
    for named in root.findall(f"{SVG}title"):
        named.text = title
    style = next(root.iter(f"{SVG}style")).text or ""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    ET.register_namespace("", SVG[1:-1])
    content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Drawing(content, f"default-src 'none'; style-src 'sha256-{digest}'")
