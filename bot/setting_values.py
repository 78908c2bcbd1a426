"""Values of settings as they are written in variables, and the types that read them."""

import re
from datetime import time, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator
from pydantic_settings import NoDecode

from store.models.staff import Role
from store.objects.object_store import BucketPlace

DURATION = re.compile(r"(\d{1,9})([smhd])")
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
# Telegram delivers for a day what we have not fetched, and customers edit what they wrote for two.
SHORTEST_RETENTION = timedelta(days=2)


def read_duration(value: object) -> timedelta:
    """Read a duration such as `90s`, `30m`, `1h`, `7d` or `1h30m`.

    Raises:
        ValueError: it is no such duration.
    """
    if isinstance(value, timedelta):
        return value
    parts = DURATION.findall(str(value).strip())
    if not parts or "".join(number + unit for number, unit in parts) != str(value).strip():
        raise ValueError("expected a duration such as 0s, 30m, 1h or 7d")
    return timedelta(**{UNITS[unit]: int(number) for number, unit in parts})


def read_quiet_hours(value: object) -> tuple[time, time] | None:
    """Read begin and end such as `21:00-09:00`; None for `off`.

    Raises:
        ValueError: they are no such hours.
    """
    if value is None or isinstance(value, tuple):
        return value
    if str(value).strip().lower() == "off":
        return None
    begin, _, end = str(value).partition("-")
    try:
        return time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
    except ValueError as exc:
        raise ValueError("expected hours such as 21:00-09:00, or off") from exc


def read_retention(value: object) -> timedelta | None:
    """Read how long words are kept, such as `365d`; None, for ever, for `off`.

    Raises:
        ValueError: it is no duration, or shorter than two days.
    """
    if value is None or str(value).strip().lower() == "off":
        return None
    kept = read_duration(value)
    if kept < SHORTEST_RETENTION:
        raise ValueError("expected at least 2d, or off")
    return kept


def read_zone(value: object) -> ZoneInfo:
    """Read an IANA time zone such as `Asia/Shanghai`.

    Raises:
        ValueError: there is no such zone.
    """
    try:
        return value if isinstance(value, ZoneInfo) else ZoneInfo(str(value).strip())
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise ValueError("expected an IANA time zone such as Asia/Shanghai") from exc


def read_address(value: object) -> str:
    """Read an http or https address, and return it without a trailing slash.

    Raises:
        ValueError: it is no such address.
    """
    parts = urlsplit(str(value).strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("expected an address such as http://127.0.0.1:9000")
    return str(value).strip().rstrip("/")


def read_bucket(value: object) -> object:
    """Read a bucket, such as `s3://desk/files?endpoint=https://minio.example.com&region=eu-central-1`.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(value, str):
        return value
    parts = urlsplit(value.strip())
    known = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme != "s3" or not BUCKET.fullmatch(parts.netloc) or known.keys() - {"endpoint", "region"}:
        raise ValueError("expected s3://bucket/prefix?endpoint=https://minio.example.com&region=us-east-1")
    if "#" in value:
        raise ValueError("expected no # in the name of a bucket, its prefix or its options")
    for name, given in known.items():
        if not given.strip():
            raise ValueError(f"expected a value after {name}=, or no {name}")
    endpoint = read_address(known.pop("endpoint")) if "endpoint" in known else None
    return BucketPlace(parts.netloc, parts.path.strip("/") or None, endpoint, **known)


def read_networks(value: object) -> object:
    """Read addresses and networks, separated by commas, such as `127.0.0.1, 10.0.0.0/8`.

    Raises:
        ValueError: one of them is none.
    """
    if not isinstance(value, str):
        return value
    try:
        return tuple(map(ip_network, _between_commas(value)))
    except ValueError as exc:
        raise ValueError("expected addresses or networks such as 127.0.0.1, 10.0.0.0/8") from exc


def read_roles(value: object) -> object:
    """Read roles of staff, separated by commas, such as `administrator, manager`.

    Raises:
        ValueError: one of them is none.
    """
    if not isinstance(value, str):
        return value
    try:
        return tuple(map(Role, _between_commas(value)))
    except ValueError as exc:
        raise ValueError(f"expected roles, separated by commas: {', '.join(Role)}") from exc


def _between_commas(value: str) -> list[str]:
    return [each.strip() for each in value.split(",") if each.strip()]


def read_folder(value: object) -> Path:
    """Return the absolute path of a folder; `~` is the home of the user."""
    return Path(str(value)).expanduser().absolute()


Duration = Annotated[timedelta, BeforeValidator(read_duration)]
QuietHours = Annotated[tuple[time, time] | None, BeforeValidator(read_quiet_hours)]
Retention = Annotated[timedelta | None, BeforeValidator(read_retention)]
Zone = Annotated[ZoneInfo, BeforeValidator(read_zone)]
Address = Annotated[str, BeforeValidator(read_address)]
Bucket = Annotated[BucketPlace, BeforeValidator(read_bucket)]
Roles = Annotated[tuple[Role, ...], NoDecode, BeforeValidator(read_roles)]
Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(read_networks)]
Folder = Annotated[Path, BeforeValidator(read_folder)]
