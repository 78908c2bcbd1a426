"""What the business is called and calls things, which language it speaks first, and where it is found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from actions.settings.yaml_files import DataError, YamlFile, load_yaml, mistakes_of
from nlu.contract.labels import Aspect, Language


@dataclass(frozen=True, slots=True)
class Premises:
    """An address, by the language that it is written in, and a phone number; either may be missing."""

    address: Mapping[Language, str] = field(default_factory=dict)
    phone: str | None = None

    def address_in(self, language: Language) -> str | None:
        """The address in this language, else in another one: an address is never translated."""
        return self.address.get(language) or next(iter(self.address.values()), None)


@dataclass(frozen=True, slots=True)
class Business:
    """The place of the house, those of its outlets by name, and its own name."""

    place: Premises = field(default_factory=Premises)
    outlets: Mapping[str, Premises] = field(default_factory=dict)
    name: Mapping[Language, str] = field(default_factory=dict)
    # That of customers whose language is not known; None leaves it to the environment.
    language: Language | None = None
    # What staff call the aspects that messages speak of, where they have names of their own.
    aspects: Mapping[Aspect, Mapping[Language, str]] = field(default_factory=dict)

    def aspect_name(self, aspect: Aspect, language: Language) -> str | None:
        """The name that the business gives an aspect in this language; None where it gives none."""
        return self.aspects.get(aspect, {}).get(language)

    def name_in(self, language: Language) -> str | None:
        """The name in this language, else in another one; None where it has none."""
        return self.name.get(language) or next(iter(self.name.values()), None)

    def place_of(self, outlet: str | None) -> Premises:
        """The place of an outlet; the house's, where no outlet is named or none has a place.

        Of an outlet that is not among those with a place, nothing is known: the house is somewhere else.
        """
        if outlet is None or not self.outlets:
            return self.place
        return self.outlets.get(outlet, Premises())


class _PremisesForm(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True)

    address: dict[Language, str] = Field(default_factory=dict)
    phone: str | None = None

    def place(self) -> Premises:
        return Premises(_filled(self.address), self.phone or None)


_Name = Annotated[str, Field(max_length=60)]


class _BusinessForm(_PremisesForm):
    name: dict[Language, _Name] = Field(default_factory=dict)
    language: Language | None = None
    outlets: dict[str, _PremisesForm] = Field(default_factory=dict)
    aspects: dict[Aspect, dict[Language, _Name]] = Field(default_factory=dict)


def load_business(file: YamlFile) -> Business:
    """Read data/business.yml.

    Raises:
        DataError: the file is broken, or has something else than addresses by language and phone numbers.
    """
    try:
        content = _BusinessForm.model_validate(load_yaml(file) or {})
    except ValidationError as exc:
        raise DataError(mistakes_of(file, exc)) from exc
    return Business(
        content.place(),
        {name: form.place() for name, form in content.outlets.items()},
        _filled(content.name),
        content.language,
        {aspect: _filled(names) for aspect, names in content.aspects.items()},
    )


def _filled(texts: Mapping[Language, str]) -> Mapping[Language, str]:
    return {language: text for language, text in texts.items() if text}
