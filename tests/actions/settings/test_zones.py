"""Names of time zones."""

import pytest

from actions.settings.zones import zone_names


@pytest.mark.parametrize("name", ["Asia/Shanghai", "Europe/Berlin", "UTC"])
def test_zones_of_the_world_are_known(name: str) -> None:
    assert name in zone_names()


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "+08:00", "../etc/passwd", "localtime", "Factory"])
def test_other_names_are_no_zones(name: str) -> None:
    assert name not in zone_names()
