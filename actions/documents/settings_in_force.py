"""The one place of a process that says which settings are in force now."""

from collections.abc import Mapping
from dataclasses import dataclass

from actions.documents.business_settings import BusinessSettings, Installation, build_settings
from actions.documents.document_files import OF_LANGUAGES, Documents, as_text, is_document
from actions.settings.yaml_files import DataError


@dataclass(frozen=True, slots=True)
class BuiltSettings:
    """What is built from published texts; the texts of `refused` are wrong, so that their files hold."""

    settings: BusinessSettings
    refused: tuple[str, ...] = ()


class SettingsInForce:
    """Holds what was built last. A piece of work asks once, and keeps what it was given to its end."""

    def __init__(self, files: Documents, installation: Installation) -> None:
        """Begin with the files.

        Raises:
            DataError: one or more are wrong; all problems are named.
        """
        self.files = files
        self.installation = installation
        self._now = build_settings(files, installation)

    @property
    def now(self) -> BusinessSettings:
        """What is in force."""
        return self._now

    def put(self, settings: BusinessSettings) -> None:
        """Replace what is in force."""
        self._now = settings

    def check(self, published: Mapping[str, str]) -> BusinessSettings:
        """Return what these texts say in place of their files.

        Raises:
            DataError: one or more are wrong; all problems are named.
        """
        return self.check_named(published, {})

    def check_named(self, published: Mapping[str, str], sources: Documents) -> BusinessSettings:
        """Do the same; a mistake in a text that stands among the sources has the name that it has there.

        Raises:
            DataError: one or more are wrong; all problems are named.
        """
        texts = {key: file.text for key, file in self.files.items()} | dict(published)
        documents = {
            key: sources[key] if key in sources and sources[key].text == text else as_text(key, text)
            for key, text in texts.items()
        }
        return build_settings(documents, self.installation)

    def build(self, published: Mapping[str, str]) -> BuiltSettings:
        """Return what these texts say; for a wrong one, which another release has published, its file."""
        known = {key: text for key, text in published.items() if is_document(key)}
        strange = tuple(key for key in published if key not in known)
        try:
            return BuiltSettings(self.check(known), strange)
        except DataError:
            return self._without_wrong_ones(known, strange)

    def _without_wrong_ones(self, published: Mapping[str, str], strange: tuple[str, ...]) -> BuiltSettings:
        """Add what is right beside what was added before, as long as anything is."""
        settings, sound, waiting = self.check({}), dict[str, str](), _checked_together(published)
        while waiting:
            wrong = []
            for part in waiting:
                try:
                    settings = self.check(sound | part)
                    sound |= part
                except DataError:
                    wrong.append(part)
            if len(wrong) == len(waiting):
                break
            waiting = wrong
        refused = tuple(key for key in published if key not in sound)
        return BuiltSettings(settings, (*strange, *refused))


def _checked_together(published: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the texts one by one, but the words of all languages as one: each is right beside the others."""
    words = {key: text for key, text in published.items() if key in OF_LANGUAGES.values()}
    others = [{key: text} for key, text in published.items() if key not in words]
    return [words, *others] if words else others
