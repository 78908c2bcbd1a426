"""What a process starts, by its settings and its role."""

from dataclasses import dataclass, replace

from pydantic import SecretStr

from bot.settings import Settings
from bot.telegram.telegram_numbers import account_of
from bot.wiring.children import LOOPBACK, free_port, port_is_free
from store.models.address import Address

NLU_PORT = 5005  # the port of `huifang nlu`
# Any token of the right form opens the sandbox; it is no secret.
SANDBOX_TOKEN = "1000:sandbox"  # noqa: S105


class CannotStart(Exception):
    """Something outside prevents the start; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts that a process runs, and what they connect to."""

    settings: Settings
    telegram: bool
    worker: bool
    web: bool
    nlu_port: int | None = None
    sandbox: bool = False
    # Those of the environment, where the sandbox's take their place.
    given: Settings | None = None

    @property
    def nlu_url(self) -> str:
        """Return the address of the NLU server."""
        return self.settings.nlu_url or f"http://{LOOPBACK}:{self.nlu_port or NLU_PORT}"

    @property
    def polled(self) -> bool:
        """Return whether this process asks Telegram for updates."""
        return self.telegram and self.settings.telegram_webhook is None

    @property
    def delivered_to(self) -> bool:
        """Return whether Telegram delivers updates to the website of this process."""
        return self.web and self.settings.telegram_webhook is not None

    @property
    def needs_bot(self) -> bool:
        """Return whether this process talks to Telegram; a website alone needs no token, but uses one."""
        return self.polled or self.worker or self.delivered_to or self.settings.telegram_token is not None

    @property
    def bot(self) -> Address:
        """Return the bot's account.

        Raises:
            CannotStart: there is no token.
        """
        return account_of(self.token)

    @property
    def token(self) -> str:
        """Return the bot's token.

        Raises:
            CannotStart: there is neither a token nor a sandbox.
        """
        if self.settings.telegram_token is None:
            raise CannotStart("HUIFANG_TELEGRAM_TOKEN is missing; `huifang run` starts a sandbox without one")
        return self.settings.telegram_token.get_secret_value()


def plan_everything(settings: Settings) -> Plan:
    """Plan everything on this machine; without a token, the sandbox takes Telegram's place.

    Raises:
        CannotStart: a port is in use.
    """
    plan = Plan(settings, telegram=True, worker=True, web=True)
    _require_port(settings.host, settings.port, "HUIFANG_PORT")
    if settings.nlu_url is None:
        plan = replace(plan, nlu_port=free_port())
    if settings.telegram_token is None:
        _require_port(LOOPBACK, settings.sandbox_port, "HUIFANG_SANDBOX_PORT")
        api = f"http://{LOOPBACK}:{settings.sandbox_port}"
        played = settings.model_copy(
            update={
                "telegram_token": SecretStr(SANDBOX_TOKEN),
                "telegram_api": api,
                "telegram_proxy": None,
                "telegram_webhook": None,
            }
        )
        plan = replace(plan, settings=played, sandbox=True, given=settings)
    return plan


def plan_telegram(settings: Settings) -> Plan:
    """Plan the intake alone.

    Raises:
        CannotStart: there is a webhook, so the intake has nothing to do.
    """
    if settings.telegram_webhook is not None:
        raise CannotStart("HUIFANG_TELEGRAM_WEBHOOK is set: updates come to `huifang web`, so leave this out")
    return Plan(settings, telegram=True, worker=False, web=False)


def plan_web(settings: Settings) -> Plan:
    """Plan the console and the API alone.

    Raises:
        CannotStart: the port is in use.
    """
    _require_port(settings.host, settings.port, "HUIFANG_PORT")
    return Plan(settings, telegram=False, worker=False, web=True)


def plan_worker(settings: Settings) -> Plan:
    """Plan a worker alone; it starts an NLU server unless the settings name one."""
    port = free_port() if settings.nlu_url is None else None
    return Plan(settings, telegram=False, worker=True, web=False, nlu_port=port)


def _require_port(host: str, port: int, variable: str) -> None:
    if port and not port_is_free(host, port):
        raise CannotStart(
            f"port {port} on {host} is in use; stop what listens there or choose another with {variable}"
        )
