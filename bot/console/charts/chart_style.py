"""The style of charts in light and dark mode. The colours are those of static/tokens.css."""

from pygal.style import Style

FONT = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", '
    '"Noto Sans SC", "Noto Sans CJK SC", sans-serif'
)
# An image cannot read the page's style sheet, so it defines the variables itself.
COLOURS = """
:root { --ink: #18211f; --soft: #56635f; --line: #e1e6e4; --series: #0f6e66; --warn: #9f1239; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ecea; --soft: #9fada8; --line: #29322f; --series: #4fcdbc; --warn: #fda4b4; }
}
.ci { stroke-width: 2; }
.axis .guide.line, .axis .major.guide.line { stroke-dasharray: none; }
.axis > path.line { stroke: var(--line); }
"""
# Weeks, centre, both limits, and goal; other charts have only the first.
SERIES = ("var(--series)", *("var(--soft)",) * 3, "var(--warn)")


def look(size: int = 13) -> Style:
    """Return the style with letters of this many pixels."""
    return Style(
        background="transparent",
        plot_background="transparent",
        foreground="var(--soft)",
        foreground_strong="var(--ink)",
        foreground_subtle="var(--line)",
        guide_stroke_color="var(--line)",
        major_guide_stroke_color="var(--line)",
        font_family=FONT,
        title_font_size=size,
        label_font_size=size,
        major_label_font_size=size,
        value_font_size=size,
        legend_font_size=size,
        no_data_font_size=size + 1,
        opacity="1",
        stroke_opacity="1",
        stroke_width="2",
        transition="0s",
        colors=SERIES,
        value_colors=("var(--ink)",) * len(SERIES),
        ci_colors=("var(--soft)",) * len(SERIES),
    )
