"""The deck written as a PowerPoint file: our own letters, native tables and charts, day and source on every slide."""

from __future__ import annotations

import io
from typing import Any

from topsheet.money import Money, Percent
from topsheet.papers.deck import Bars, Deck, Slide
from topsheet.papers.deck_fit import Fit, fit, row_heights, words_height
from topsheet.papers.one_page import Table
from topsheet.papers.settled import settled

WIDTH, HEIGHT = 13.333, 7.5
_LEFT, _TOP, _FOOT = 0.8, 1.55, 6.95
_INK, _QUIET, _RULE, _ALARM, _BAR = "1D2328", "5B5F63", "B9B3A7", "A3261B", "2F5D62"
_HEADS, _BODY = "Georgia", "Calibri"
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the table style without fill and grid
SMALLEST = 12


def deck_pptx(deck: Deck) -> bytes:
    """The bytes of the file, 16:9; the same deck gives the same bytes."""
    from pptx import Presentation
    from pptx.util import Inches

    file: Any = Presentation()
    file.slide_width, file.slide_height = Inches(WIDTH), Inches(HEIGHT)
    file.core_properties.title = f"{deck.stamp.title}, {deck.stamp.paper}"
    file.core_properties.author = ""
    blank = file.slide_layouts[6]
    for number, slide in enumerate(deck.slides, start=1):
        _Page(file.slides.add_slide(blank)).write(deck, slide, number)
    out = io.BytesIO()
    file.save(out)
    return settled(out.getvalue())


class _Page:
    """One slide being written."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def write(self, deck: Deck, slide: Slide, number: int) -> None:
        """Heading, words, table, chart, foot."""
        cover = number == 1
        self._text(
            (_LEFT, 0.55 if not cover else 1.9, WIDTH - 2 * _LEFT, 0.8),
            [slide.title],
            40 if cover else 30,
            heads=True,
        )
        self._line(1.38 if not cover else 2.95)
        top = _TOP if not cover else 3.2
        width = 6.3 if slide.chart else WIDTH - 2 * _LEFT
        set_in = fit(slide.words, slide.table, width, _FOOT - 0.45 - top)
        words = list(slide.words[: set_in.words])
        high = words_height(words, width, set_in.size)
        if words:
            self._text((_LEFT, top, width, high), words, set_in.size)
        if slide.table:
            self._table(slide.table, (_LEFT, top + high), set_in)
        left_out = (
            (len(slide.table.rows) if slide.table else 0) - set_in.rows + len(slide.words) - set_in.words
        )
        if slide.chart:
            self._chart(slide.chart, (7.5, top, WIDTH - 7.5 - _LEFT, _FOOT - 0.45 - top))
        more = f" {left_out} more in the documents." if left_out else ""
        foot = f"{deck.stamp.title} · {deck.stamp.line} · from {slide.source}.{more}"
        self._text((_LEFT, _FOOT, WIDTH - 2 * _LEFT - 0.9, 0.32), [foot], SMALLEST, colour=_QUIET)
        self._text(
            (WIDTH - _LEFT - 0.8, _FOOT, 0.8, 0.32), [str(number)], SMALLEST, colour=_QUIET, right=True
        )

    def _text(
        self,
        place: tuple[float, float, float, float],
        words: list[str],
        size: int,
        *,
        heads: bool = False,
        colour: str = _INK,
        right: bool = False,
    ) -> None:
        from pptx.util import Inches

        frame = self.page.shapes.add_textbox(*(Inches(each) for each in place)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for at, text in enumerate(words):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            _set(paragraph, text, size, colour, right=right, font=_HEADS if heads else _BODY)

    def _line(self, top: float) -> None:
        from pptx.enum.shapes import MSO_CONNECTOR
        from pptx.util import Inches, Pt

        line = self.page.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, Inches(_LEFT), Inches(top), Inches(WIDTH - _LEFT), Inches(top)
        )
        line.line.color.rgb, line.line.width = _rgb(_RULE), Pt(0.75)

    def _table(self, table: Table, place: tuple[float, float], set_in: Fit) -> None:
        from pptx.util import Inches

        heights = row_heights(table, set_in.widths, set_in.size, set_in.rows)
        frame = self.page.shapes.add_table(
            set_in.rows + 1,
            len(table.columns),
            *(Inches(each) for each in (*place, sum(set_in.widths), sum(heights))),
        )
        made = frame.table
        properties = made._tbl.tblPr
        properties.find(f"{{{properties.nsmap['a']}}}tableStyleId").text = _PLAIN_TABLE
        made.first_row, made.horz_banding = True, False
        for at, width in enumerate(set_in.widths):
            made.columns[at].width = Inches(width)
        right = [any(row[at].number for row in table.rows) for at in range(len(table.columns))]
        for row, height in enumerate(heights):
            made.rows[row].height = Inches(height)
            for at in range(len(table.columns)):
                box = made.cell(row, at)
                box.margin_left = box.margin_top = box.margin_bottom = Inches(0.02)
                box.margin_right = Inches(0.08)
                told = table.rows[row - 1][at] if row else None
                text = told.text if told else table.columns[at]
                colour = _ALARM if told and told.alarm else _INK if row else _QUIET
                _set(box.text_frame.paragraphs[0], text, set_in.size, colour, right=right[at], font=_BODY)

    def _chart(self, chart: Bars, place: tuple[float, float, float, float]) -> None:
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
        from pptx.util import Inches, Pt

        made: Any = CategoryChartData
        data: Any = made(number_format="0.00\\%" if chart.unit.startswith("%") else "#,##0")
        data.categories = [label for label, _ in chart.bars]
        data.add_series(chart.unit, [_drawn(value) for _, value in chart.bars])
        kind = XL_CHART_TYPE.BAR_CLUSTERED
        drawn = self.page.shapes.add_chart(kind, *(Inches(each) for each in place), data).chart
        drawn.has_legend, drawn.has_title = False, True
        _set(
            drawn.chart_title.text_frame.paragraphs[0],
            f"{chart.unit}{'; ' + chart.line if chart.line else ''}",
            12,
            _QUIET,
            font=_BODY,
        )
        drawn.font.size, drawn.font.name = Pt(SMALLEST), _BODY
        drawn.category_axis.reverse_order = True
        drawn.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        drawn.category_axis.format.line.color.rgb = _rgb(_RULE)
        drawn.value_axis.visible, drawn.value_axis.has_major_gridlines = False, False
        plot = drawn.plots[0]
        plot.gap_width, plot.has_data_labels = 60, True
        plot.data_labels.font.size = Pt(SMALLEST)
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = data.number_format, False
        fill = plot.series[0].format.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(_BAR)


def _set(
    paragraph: Any, text: str, size: int, colour: str, *, right: bool = False, font: str = _BODY
) -> None:
    """One run of words in our letters; a paragraph's own text cannot become a field or a link."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = "".join(sign if sign.isprintable() else " " for sign in text)
    run.font.size, run.font.name, run.font.color.rgb = Pt(size), font, _rgb(colour)
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    paragraph.space_after = Pt(size * 0.5) if not right else Pt(0)


def _drawn(value: Money | Percent) -> float:
    """A value as the length of a bar: a drawing, whose table keeps the exact one."""
    return float(value.amount if isinstance(value, Money) else value.value)


def _rgb(colour: str) -> Any:
    from pptx.dml import color

    made: Any = color.RGBColor
    return made.from_string(colour)
