"""The name of the language that a customer writes in, for staff."""

from babel import Locale, UnknownLocaleError

from nlu.contract.labels import Language

LOCALES = {Language.ZH: "zh_Hans", Language.EN: "en"}


def tongue(tag: str, language: Language) -> str:
    """The name of a tag such as zh-Hant or es in the language of staff; the tag itself where it has none."""
    try:
        named = Locale.parse(tag.replace("-", "_")).get_display_name(LOCALES[language])
    except (UnknownLocaleError, ValueError):
        named = Locale.parse(LOCALES[language]).languages.get(tag.split("-", maxsplit=1)[0])
    return named or tag
