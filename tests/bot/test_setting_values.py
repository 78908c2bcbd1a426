"""Values of settings are read as they are written in variables."""

from datetime import timedelta

import pytest

from bot.setting_values import read_bucket, read_duration, read_quiet_hours, read_retention, read_roles
from store.models.staff import Role
from store.objects.object_store import BucketPlace


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("0s", timedelta(0)),
        ("90s", timedelta(seconds=90)),
        ("1h30m", timedelta(minutes=90)),
        ("7d", timedelta(days=7)),
    ],
)
def test_duration_is_read(text: str, duration: timedelta) -> None:
    assert read_duration(text) == duration


@pytest.mark.parametrize("text", ["", "1", "h", "1 h", "-1h", "1w"])
def test_other_durations_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a duration"):
        read_duration(text)


@pytest.mark.parametrize("text", ["21", "21:00-", "25:00-09:00", "night"])
def test_other_hours_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected hours"):
        read_quiet_hours(text)


@pytest.mark.parametrize(("text", "kept"), [("off", None), ("OFF ", None), ("365d", timedelta(days=365))])
def test_retention_is_a_time_or_off(text: str, kept: timedelta | None) -> None:
    assert read_retention(text) == kept


@pytest.mark.parametrize("text", ["1d", "0s", "ever"])
def test_words_are_kept_for_as_long_as_they_may_still_change(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        read_retention(text)


def test_roles_are_listed_with_commas() -> None:
    assert read_roles("administrator, manager") == (Role.ADMINISTRATOR, Role.MANAGER)
    with pytest.raises(ValueError, match="expected roles, separated by commas: agent, reviewer, manager"):
        read_roles("administrator, boss")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("s3://desk", BucketPlace("desk")),
        (
            "s3://desk/staff/files/?region=eu-central-1",
            BucketPlace("desk", "staff/files", None, "eu-central-1"),
        ),
        (
            "s3://desk?endpoint=https://minio.example.com/",
            BucketPlace("desk", None, "https://minio.example.com"),
        ),
    ],
)
def test_bucket_is_read(text: str, place: BucketPlace) -> None:
    assert read_bucket(text) == place


@pytest.mark.parametrize(
    "text", ["desk", "https://desk", "s3://", "s3://Desk", "s3://desk?endpoint=minio", "s3://desk?a=1"]
)
def test_other_buckets_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        read_bucket(text)


@pytest.mark.parametrize("text", ["s3://desk/files#old", "s3://desk#", "s3://desk?region=eu#west"])
def test_fragment_of_a_bucket_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected no #"):
        read_bucket(text)


@pytest.mark.parametrize("text", ["s3://desk?region=", "s3://desk?region", "s3://desk?region=%20"])
def test_option_of_a_bucket_without_a_value_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a value after region="):
        read_bucket(text)
