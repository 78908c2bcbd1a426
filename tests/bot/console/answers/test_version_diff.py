"""Versions are compared field by field and line by line."""

from bot.console.answers.answer_fields import AnswerField
from bot.console.answers.version_diff import FieldChange, field_changes
from nlu.contract.labels import Language
from tests.actions.answers.documents import document


def test_changed_fields_show_their_lines() -> None:
    before = document("甲", "一\n二", "乙", "丙", outlet="north")
    after = document("甲", "一\n三", "丙", "乙")
    assert field_changes(before, after) == (
        FieldChange(AnswerField.OUTLET, None, ("north",), ()),
        FieldChange(AnswerField.VARIANTS, Language.ZH, (), ()),
        FieldChange(AnswerField.ANSWER, Language.ZH, ("二",), ("三",)),
    )
    assert field_changes(before, before) == ()
