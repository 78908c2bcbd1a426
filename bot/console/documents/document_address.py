"""Which document an address names, and the addresses of its pages."""

from actions.documents.document_files import OF_LANGUAGES, is_document
from bot.console.documents.form_descriptions import FORMS, form_name
from bot.console.web.console_parts import DocumentAccess
from bot.console.web.visit import Visit
from store.queries.not_found import NotFound

SETTINGS = "/settings"
WORDS = "/settings/words"
"""The page of the bot's words, in all languages beside each other."""


def access_to(visit: Visit) -> DocumentAccess:
    """Return the settings of this process.

    Raises:
        NotFound: the console was built without them.
    """
    if visit.deps.documents is None:
        raise NotFound("settings", 0)
    return visit.deps.documents


def document_in(visit: Visit) -> str:
    """Return the key of the document that the address names.

    Raises:
        NotFound: there can be no such document.
    """
    key = str(visit.request.path_params["document"])
    if not is_document(key):
        raise NotFound("document", 0)
    return key


def page_of(key: str) -> str:
    """Return the page on which a document is edited: its form, where it has one."""
    if key in OF_LANGUAGES.values():
        return WORDS
    return f"/settings/{key}" if form_name(key) in FORMS else text_page(key)


def text_page(key: str) -> str:
    """Return the page on which a document is edited as text."""
    return f"/settings/{key}/text"
