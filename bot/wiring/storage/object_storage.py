"""The store of files outside of the database, where settings name one."""

from bot.settings import Settings
from store.objects.object_store import ObjectStore
from store.objects.s3_store import S3Objects


def build_objects(settings: Settings) -> ObjectStore | None:
    """Return the bucket of the settings; None where files stay in the database."""
    if settings.files is None:
        return None
    key, secret = settings.files_key, settings.files_secret
    return S3Objects(
        settings.files,
        key.get_secret_value() if key else None,
        secret.get_secret_value() if secret else None,
    )
