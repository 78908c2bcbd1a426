"""Templates escape everything and miss nothing silently."""

import pytest
from jinja2 import UndefinedError

from bot.console.web.environment import build_environment
from nlu.contract.labels import Language

OWN_SCRIPT = '<script{% if not early %} type="module"{% endif %} src="{{ base }}/static/'


def test_everything_is_escaped() -> None:
    template = build_environment().from_string("<p title='{{ value }}'>{{ value | in_table }}</p>")
    assert template.render(value="<script>'\"&") == (
        "<p title='&lt;script&gt;&#39;&#34;&amp;'>&lt;script&gt;&#39;&#34;&amp;</p>"
    )


def test_unknown_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        build_environment().from_string("{{ nothing }}").render()


def test_no_template_switches_escaping_off_or_has_inline_code() -> None:
    environment = build_environment()
    assert environment.loader is not None
    for name in environment.list_templates():
        source, _, _ = environment.loader.get_source(environment, name)
        for forbidden in ("|safe", "| safe", "autoescape", "style=", "onclick", "javascript:", "<style"):
            assert forbidden not in source, (name, forbidden)
        assert source.count("<script") == (1 if name == "macros.html" else 0)
        assert source.count("<script") == source.count(OWN_SCRIPT)


def test_chinese_is_shown_in_traditional_characters_too() -> None:
    environment = build_environment()
    page = environment.from_string(
        '{% import "macros.html" as ui with context %}'
        "{% call(form) ui.shown(language) %}{{ '短信里' | in_form(form) }}{% endcall %}"
    )
    names = {"t": str, "named": lambda form: form.value}
    shown = page.render(language=Language.ZH, **names)
    assert '<figure class="shown" lang="zh-Hans">短信里</figure>' in shown
    assert '<figure class="shown" lang="zh-Hant-TW">簡訊裡</figure>' in shown
    assert '<figure class="shown" lang="zh-Hant-HK">短信裏</figure>' in shown
    assert page.render(language=Language.EN, **names).count("<figure") == 1
