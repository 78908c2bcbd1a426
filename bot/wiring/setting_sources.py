"""The settings of an installation that the business notices, each with where its value comes from."""

from datetime import time, timedelta

from bot.console.web.console_parts import InstallationSetting
from bot.settings import PREFIX, Settings

OF_THE_BUSINESS = (
    "language",
    "timezone",
    "survey_delay",
    "quiet_hours",
    "unclear_wait",
    "confidence",
    "retention",
    "staff_chat",
)


def installation_sources(settings: Settings) -> tuple[InstallationSetting, ...]:
    """Return them under the names of their variables."""
    return tuple(
        InstallationSetting(
            f"{PREFIX}{name.upper()}",
            _written(getattr(settings, name)),
            "environment" if name in settings.model_fields_set else "default",
        )
        for name in OF_THE_BUSINESS
    )


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return "–".join(each.strftime("%H:%M") for each in value if isinstance(each, time))
    if isinstance(value, timedelta):
        return _duration(value)
    return "–" if value is None else str(value)


def _duration(length: timedelta) -> str:
    for unit, seconds in (("d", 86400), ("h", 3600), ("m", 60)):
        if length and not length.total_seconds() % seconds:
            return f"{int(length.total_seconds() / seconds)}{unit}"
    return f"{length.total_seconds():g}s"
