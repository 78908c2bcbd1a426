"""On which clock a visitor reads times."""

from zoneinfo import ZoneInfo

from actions.zones import zone_names


def choose_zone(told: str | None, default: ZoneInfo) -> ZoneInfo:
    """The zone that the browser told, if there is such a one, else that of the business."""
    return ZoneInfo(told) if told in zone_names() else default
