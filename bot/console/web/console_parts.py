"""What the console is built from."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Protocol

from jinja2 import Environment

from actions.answers.finding.entry_finder import DraftFinder
from actions.answers.showing.searched_entries import SearchedEntries
from actions.casework.canned import CannedReply
from actions.documents.settings_in_force import SettingsInForce
from actions.quality.scorecard import Scorecard
from actions.settings.house import House
from actions.settings.text_files import Wording
from actions.staff.login import Login
from bot.console.web.environment import build_environment
from bot.console.web.event_stream import StreamLimit
from bot.console.web.static_files import files_version
from bot.console.web.unread_counts import UnreadCounts
from bot.timing.clock import Clock
from store.engine.database import Database
from store.models.staff import Role
from store.objects.object_store import ObjectStore

Fetch = Callable[[str], Awaitable[bytes]]


class NoSuchFile(Exception):
    """Telegram does not serve the file: it is too old, too large, or its id is unknown."""


@dataclass(frozen=True, slots=True)
class InstallationSetting:
    """A setting of the environment: its variable, its value, and whether it is set or the default."""

    name: str
    value: str
    source: str


class ProviderUnreachable(Exception):
    """The OpenID provider does not answer, or not as one."""


class ProviderRefused(Exception):
    """The OpenID provider did not vouch for a person; the message says why."""


class SignInProvider(Protocol):
    """Vouches for members of staff by OpenID Connect; a random `secret` stays in the browser meanwhile."""

    async def address(self, back: str, state: str, secret: str) -> str:
        """Return where the person signs in, and from where they are sent `back`.

        Raises:
            ProviderUnreachable: the provider does not answer.
        """
        ...

    async def name(self, back: str, code: str, secret: str) -> str:
        """Return the name of the person for whom the provider gave a code.

        Raises:
            ProviderRefused: the code or the proof is not for this browser, or has no name.
            ProviderUnreachable: the provider does not answer.
        """
        ...


class BotNotFound(Exception):
    """Telegram does not know a bot by this token, or does not answer; the message says which."""


async def _no_bot(token: str | None) -> str:
    raise BotNotFound("-")


@dataclass(frozen=True, slots=True)
class DocumentAccess:
    """The settings of this process, a call that takes up what was just published, and the environment's.

    `has_token` tells that the environment names a bot; `bot_name` asks Telegram for the name of the bot of a
    token, by default of that of the environment; `starters` are files of answers to begin with, by name.
    """

    in_force: SettingsInForce
    take_up: Callable[[], Awaitable[None]]
    installation: Sequence[InstallationSetting] = ()
    has_token: bool = False
    bot_name: Callable[[str | None], Awaitable[str]] = _no_bot
    starters: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConsoleDeps:
    """The database, the login, the house rules, the texts of the pages, and the clock.

    `scorecard` is for spot checks; `canned` are prepared replies; `fetch` returns an attachment by Telegram's
    id of the file; `objects` has files that were moved out of the database; `effects` is called after
    something was put into the outbox; `finder` tries questions; `name_of` returns the key of the name of a
    member of a closed set; `pulse` is how often, in seconds, a stream checks for new messages; the roles
    `with_codes` need one-time codes; `provider` signs staff in.
    With `documents`, each request is given the house, the scorecard and the prepared replies that are in
    force when it begins.
    """

    database: Database
    login: Login
    house: House
    wording: Wording
    name_of: Callable[[Enum], str]
    clock: Clock
    scorecard: Scorecard
    canned: Sequence[CannedReply] = ()
    fetch: Fetch | None = None
    objects: ObjectStore | None = None
    effects: Callable[[], None] = lambda: None
    finder: DraftFinder | None = None
    pulse: float = 1.0
    documents: DocumentAccess | None = None
    with_codes: Collection[Role] = ()
    provider: SignInProvider | None = None

    def at_present(self) -> "ConsoleDeps":
        """Return the same with the settings that are in force now."""
        if self.documents is None:
            return self
        now = self.documents.in_force.now
        return replace(self, house=now.house, scorecard=now.scorecard, canned=now.canned)


@dataclass(frozen=True, slots=True)
class Site:
    """What the console was given, its templates, the version of its files, and what open pages share."""

    deps: ConsoleDeps
    environment: Environment
    files_version: str
    streams: StreamLimit = field(default_factory=StreamLimit)
    unread: UnreadCounts = field(default_factory=UnreadCounts)
    answers: SearchedEntries = field(default_factory=SearchedEntries)

    @classmethod
    def of(cls, deps: ConsoleDeps) -> "Site":
        """Read templates and files once."""
        return cls(deps, build_environment(), files_version())

    def at_present(self) -> "Site":
        """Return the same with the settings that are in force now."""
        return replace(self, deps=self.deps.at_present())
