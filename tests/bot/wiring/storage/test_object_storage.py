"""The store of files is that of the settings."""

import pytest

from bot.settings import Settings, SettingsError, load_settings
from bot.wiring.storage.object_storage import build_objects
from store.objects.s3_store import S3Objects
from tests.s3_server import BUCKET, KEY, SECRET, keys_at, s3_server


def test_files_stay_in_the_database_by_default() -> None:
    assert build_objects(Settings()) is None


async def test_bucket_of_the_settings_is_used() -> None:
    with s3_server() as address:
        settings = Settings.model_validate(
            {"files": f"s3://{BUCKET}/a?endpoint={address}", "files_key": KEY, "files_secret": SECRET}
        )
        objects = build_objects(settings)
        assert isinstance(objects, S3Objects)
        await objects.put("one", b"content")
        assert keys_at(address) == {"a/one"}


@pytest.mark.parametrize("name", ["HUIFANG_FILES_KEY", "HUIFANG_FILES_SECRET"])
def test_key_without_its_secret_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "alone")
    with pytest.raises(SettingsError, match="set together"):
        load_settings({name: "alone"})
