"""A page's form as a browser sends it: what stands in its boxes."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    """The boxes of the form of a class; a select without a choice sends its first option."""

    def __init__(self, css: str) -> None:
        super().__init__()
        self.css, self.inside = css, False
        self.sent: dict[str, str] = {}
        self.select, self.option, self.area = "", "", ""
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "form":
            self.inside = told.get("class") == self.css
        if not self.inside or "disabled" in told:
            return
        if tag == "input" and name and (told.get("type") != "checkbox" or "checked" in told):
            self.sent[name] = told.get("value") or ("on" if told.get("type") == "checkbox" else "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            self._chosen()
            self.option, self.words = self.select, []
            self.value, self.marked = told.get("value"), "selected" in told
        elif tag == "textarea":
            self.area, self.words = name, []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag in ("option", "select"):
            self._chosen()
            self.select = "" if tag == "select" else self.select
        elif tag == "textarea" and self.area:
            self.sent[self.area] = "".join(self.words).removeprefix("\n")
            self.area = ""

    def _chosen(self) -> None:
        if self.option and (self.marked or self.option not in self.sent):
            self.sent[self.option] = "".join(self.words) if self.value is None else self.value
        self.option = ""


def filled(page: str, css: str = "statement") -> dict[str, str]:
    """What the form of a page would send, without its secret."""
    form = _Form(css)
    form.feed(page)
    form.sent.pop("csrfmiddlewaretoken", None)
    return form.sent
