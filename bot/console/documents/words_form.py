"""The bot's words, edited in all languages beside each other, each as a bubble of the chat."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field
from starlette.responses import Response

from actions.documents.document_files import OF_LANGUAGES
from actions.documents.text_edits import with_values
from actions.staff.sessions import Viewer
from bot.console.documents.bot_words import PARTS, field_of, filled, word_changes, words_of
from bot.console.documents.document_address import WORDS, text_page
from bot.console.documents.document_form import content_of
from bot.console.documents.document_text import UNPROCESSABLE, save_all_seen
from bot.console.documents.document_view import DocumentView, document_views, read_there
from bot.console.web.addresses import base_path
from bot.console.web.fields import Blank, Parameters, ShortText, read_fields
from bot.console.web.notices import Notice, notice_in
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from nlu.contract.labels import Language

Contents = Mapping[Language, Mapping[str, Any] | None]
"""What the text of each language holds; None for one that cannot be read."""


class PartQuery(Parameters):
    """Which part of the words; the first one where it is not known."""

    part: ShortText = PARTS[0]


class WordsForm(PartQuery):
    """What is posted beside the words: why, and the newest version of each language that the form shows."""

    why: Annotated[str | None, Field(max_length=300), Blank] = None
    seen_zh: Annotated[int, Field(ge=0)] = 0
    seen_en: Annotated[int, Field(ge=0)] = 0


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show a part of the words."""
    part = _known(read_fields(PartQuery, visit.request.query_params).part)
    views = await _views(visit)
    contents = _contents(views)
    return _to_broken(visit, contents) or await _show(visit, part, views, contents, {})


async def save(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Save a draft of each language whose words change."""
    posted, there = read_fields(WordsForm, form), await read_there(visit)
    texts = {language: there.at_work(key) for language, key in OF_LANGUAGES.items()}
    contents = {language: content_of(text) for language, text in texts.items()}
    if answer := _to_broken(visit, contents):
        return answer
    part, seen = _known(posted.part), {Language.ZH: posted.seen_zh, Language.EN: posted.seen_en}
    drafts: dict[str, tuple[str, int]] = {}
    for language, text in texts.items():
        if changes := word_changes(form, part, language, contents[language]):
            edited = await asyncio.to_thread(with_values, text, changes)
            drafts[OF_LANGUAGES[language]] = (edited, seen[language])
    if not await save_all_seen(visit, viewer, drafts, posted.why):
        views = await _views(visit)
        return await _show(visit, part, views, _contents(views), form, status=UNPROCESSABLE)
    return go_to(f"{base_path(visit.request)}{WORDS}?part={part}&notice={Notice.DRAFTED}")


def _to_broken(visit: Visit, contents: Contents) -> Response | None:
    """Lead to the text that a form cannot show, if there is one."""
    broken = next((language for language, content in contents.items() if content is None), None)
    return None if broken is None else go_to(f"{base_path(visit.request)}{text_page(OF_LANGUAGES[broken])}")


def _known(part: str) -> str:
    return part if part in PARTS else PARTS[0]


async def _views(visit: Visit) -> Mapping[Language, DocumentView]:
    views = await document_views(visit, tuple(OF_LANGUAGES.values()), {})
    return {language: views[key] for language, key in OF_LANGUAGES.items()}


def _contents(views: Mapping[Language, DocumentView]) -> Contents:
    """Return what each text holds; None for one that cannot be read."""
    return {language: content_of(view.text) for language, view in views.items()}


async def _show(
    visit: Visit,
    part: str,
    views: Mapping[Language, DocumentView],
    contents: Contents,
    values: Mapping[str, str],
    status: int = 200,
) -> Response:
    return await show_page(
        visit,
        "documents/words.html",
        status,
        part=part,
        parts_of_words=PARTS,
        texts=words_of(part, contents),
        views=views,
        main=next((view for view in views.values() if view.state.draft), views[visit.language]),
        values=values,
        field_of=field_of,
        filled=filled,
        examples={language: _examples(visit, language) for language in views},
        why=values.get("why", ""),
        is_stale=status == UNPROCESSABLE,
        notice=notice_in(visit),
    )


def _examples(visit: Visit, language: Language) -> Mapping[str, str]:
    """Return what stands in the bubbles for names that are filled in."""
    wording = visit.deps.wording[language]
    name, due = wording["settings.example_name"], wording["answers.promised_example"]
    return {"reference": "HF-000123", "order": "2026-000123", "name": name, "due": due, "count": "2"}
