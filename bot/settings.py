"""The settings: environment variables and a `.env` file, validated at once with every problem named."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import time, timedelta
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.data_folder import ROOT, VARIABLE, data_folder, settings_file
from bot.setting_values import Address, Bucket, Duration, Folder, Networks, QuietHours, Retention, Roles, Zone
from nlu.contract.labels import Language
from store.engine.database import database_url as read_database_url

PREFIX = "HUIFANG_"
TELEGRAM_API = "https://api.telegram.org"
SECRETS = (
    "telegram_token",
    "telegram_proxy",
    "webhook_secret",
    "database_url",
    "secret_key",
    "oidc_secret",
    "files_key",
    "files_secret",
)
# Variables with our prefix that are read before there are settings.
READ_ELSEWHERE = ("HUIFANG_NLU_PYTHON", "HUIFANG_PYTHON310")
PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")
BOT_TOKEN = re.compile(r"\d{1,19}:[A-Za-z0-9_-]+")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SHORTEST_KEY = 32  # characters, as `actions.staff.secret_box` demands


class SettingsError(Exception):
    """Settings are missing or wrong; `problems` has one sentence each, naming the variable."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Settings(BaseSettings):
    """All settings; see docs/settings.md."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        arbitrary_types_allowed=True,
        frozen=True,
    )

    home: Folder = Field(default_factory=lambda: data_folder(os.environ))
    telegram_token: SecretStr | None = None
    telegram_api: Address = TELEGRAM_API
    telegram_proxy: SecretStr | None = None
    telegram_webhook: Address | None = None
    webhook_secret: SecretStr | None = None
    send_rate: float = Field(default=30.0, gt=0, le=10_000)
    database_url: str = Field(default_factory=lambda: f"sqlite:///{data_folder(os.environ) / 'huifang.db'}")
    files: Bucket | None = None
    files_key: SecretStr | None = None
    files_secret: SecretStr | None = None
    nlu_url: Address | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: Address | None = None
    trusted_proxies: Networks = ()
    monitoring_from: Networks = (IPv4Network("127.0.0.0/8"), IPv6Network("::1"))
    secret_key: SecretStr | None = None
    second_factor: Roles = ()
    oidc_issuer: Address | None = None
    oidc_client: str | None = None
    oidc_secret: SecretStr | None = None
    oidc_claim: str = "preferred_username"
    event_networks: Networks = ()
    api_rate: int = Field(default=1200, ge=0, le=1_000_000)
    watch_port: int | None = Field(default=None, ge=0, le=65535)
    survey_delay: Duration = timedelta(hours=1)
    quiet_hours: QuietHours = (time(21), time(9))
    retention: Retention = None
    unclear_wait: Duration | None = None
    timezone: Zone = ZoneInfo("Asia/Shanghai")
    language: Language | None = None
    staff_chat: int | None = None
    sandbox_port: int = Field(default=9000, ge=0, le=65535)
    confidence: float | None = Field(default=None, ge=0, le=1)

    @field_validator("telegram_token")
    @classmethod
    def _token_has_form(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not BOT_TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("expected a bot token as BotFather gives it: digits, a colon, letters")
        return token

    @field_validator("telegram_proxy")
    @classmethod
    def _proxy_has_form(cls, proxy: SecretStr | None) -> SecretStr | None:
        parts = urlsplit(proxy.get_secret_value().strip()) if proxy else None
        if parts and (parts.scheme not in PROXY_SCHEMES or not parts.hostname):
            raise ValueError("expected an address such as socks5://127.0.0.1:1080 or http://proxy:3128")
        return proxy

    @field_validator("webhook_secret")
    @classmethod
    def _secret_fits(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("telegram_webhook"):
            raise ValueError("is required with HUIFANG_TELEGRAM_WEBHOOK")
        if secret is not None and not SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("expected 1 to 256 of A-Z, a-z, 0-9, _ and -")
        return secret

    @field_validator("oidc_client", "oidc_secret")
    @classmethod
    def _provider_knows_us(cls, value: object, info: ValidationInfo) -> object:
        if not value and info.data.get("oidc_issuer"):
            raise ValueError("is required with HUIFANG_OIDC_ISSUER")
        return value

    @field_validator("files_secret")
    @classmethod
    def _key_has_secret(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if (secret is None) != (info.data.get("files_key") is None):
            raise ValueError("HUIFANG_FILES_KEY and HUIFANG_FILES_SECRET are set together, or neither")
        return secret

    @field_validator("secret_key")
    @classmethod
    def _keys_are_long(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys is not None and any(len(key) < SHORTEST_KEY for key in keys.get_secret_value().split()):
            raise ValueError(f"expected random keys of at least {SHORTEST_KEY} characters")
        return keys

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, address: str) -> str:
        url = read_database_url(address)
        if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
            return address
        if Path(url.database).is_absolute():
            return address
        # A relative path means the same wherever a command is started.
        return f"{address.partition(':')[0]}:///{ROOT / url.database}"

    @property
    def proxy_to_telegram(self) -> str | None:
        """The proxy by which Telegram is reached, with its password."""
        return self.telegram_proxy.get_secret_value().strip() if self.telegram_proxy else None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, dotenv_settings


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Read and check all settings; secrets may be in files named by `HUIFANG_…_FILE`.

    Raises:
        SettingsError: one or more are missing or wrong; all of them are named.
    """
    secrets, problems = _secrets_from_files(environment)
    file = settings_file(environment)
    problems += [*_unknown_names([*environment, *_lines_of(file)]), *_unread_file(file)]
    try:
        settings = Settings(**secrets, _env_file=file, _env_file_encoding="utf-8")
    except ValidationError as exc:
        problems += [f"{PREFIX}{str(error['loc'][0]).upper()}: {_reason(error)}" for error in exc.errors()]
    if problems:
        raise SettingsError(problems)
    return settings


def _lines_of(file: Path) -> Mapping[str, str | None]:
    try:
        return dotenv_values(file)
    except UnicodeDecodeError as exc:
        raise SettingsError([f"{file} is not UTF-8 in byte {exc.start + 1}: save it as UTF-8"]) from exc


def _unread_file(file: Path) -> list[str]:
    """Return a problem if the current folder has settings that are not read."""
    if VARIABLE in _lines_of(file):
        return [f"{VARIABLE}: set it in the environment: it says where {file.name} lies"]
    here = Path(".env").absolute()
    if here == file or not any(name.upper().startswith(PREFIX) for name in _lines_of(here)):
        return []
    return [f"{here} is not read: move its lines to {file}, or set {VARIABLE}={here.parent}"]


def _unknown_names(names: Iterable[str]) -> list[str]:
    """Return a problem for each name with our prefix that is no setting, with the nearest one that is."""
    fields = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    known = [*fields, *(f"{PREFIX}{name.upper()}_FILE" for name in SECRETS), *READ_ELSEWHERE]
    unknown = sorted({name.upper() for name in names if name.upper().startswith(PREFIX)} - set(known))
    return [f"{name}: there is no such setting; {_nearest(name, known)}" for name in unknown]


def _nearest(name: str, known: Sequence[str]) -> str:
    found = get_close_matches(name, known, n=1, cutoff=0.75)
    return f"did you mean {found[0]}?" if found else "docs/settings.md lists all of them"


def _reason(error: Mapping[str, Any]) -> str:
    message = str(error["msg"]).removeprefix("Value error, ")
    return message[0].lower() + message[1:]


def _secrets_from_files(environment: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    secrets: dict[str, Any] = {}
    problems: list[str] = []
    for name in SECRETS:
        file = environment.get(f"{PREFIX}{name.upper()}_FILE", "")
        if not file:
            continue
        try:
            secrets[name] = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as exc:
            problems.append(f"{PREFIX}{name.upper()}_FILE: {file} cannot be read: {exc}")
    return secrets, problems
