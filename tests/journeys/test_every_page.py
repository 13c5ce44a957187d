"""Every page at every width and colour: nothing overflows, nothing is unlabelled, the console is silent."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import FILM, ROOMS, SignIn, settle

PAGES = (
    "/",
    "/inbox/",
    "/log/",
    *(f"{FILM}/{room}" for room in ROOMS),
    f"{FILM}/papers/",
    f"{FILM}/recoupment/futures/?beside=sold:FR",
    f"{FILM}/recoupment/futures/for/equity_a/",
    f"{FILM}/recoupment/participations/",
    f"{FILM}/why/finance.gap",
    f"{FILM}/finance/?option=a",
    f"{FILM}/recoupment/terms/",
    f"{FILM}/closing/",
    f"{FILM}/closing/if-gone/attachment/mara/?option=a",
)
# What an accessibility checker would say first; each line names the elements that break it.
FAULTS = """() => {
  const faults = [];
  const all = (query) => [...document.querySelectorAll(query)];
  const told = (node) => document.getElementById(node.getAttribute('aria-labelledby'))?.textContent;
  const name = (node) =>
    (node.getAttribute('aria-label') || told(node) || node.textContent || node.title || '').trim();
  const say = (what, nodes) => nodes.forEach((node) => faults.push(`${what}: ${node.outerHTML.slice(0, 90)}`));
  say('link without a name', all('a[href]').filter((node) => !name(node)));
  say('button without a name', all('button').filter((node) => !name(node)));
  say('field without a label', all('input:not([type=hidden])').filter((node) => !node.labels?.length && !name(node)));
  say('table without a name', all('table').filter((node) => !node.caption?.textContent.trim()));
  say('heading cell without a scope', all('table th').filter((node) => !node.closest('svg') && !node.scope));
  say('landmark without a name', all('nav, aside').filter((node) => !node.getAttribute('aria-label')));
  say('image without words', all('img:not([alt])'));
  say('positive tabindex', all('[tabindex]').filter((node) => node.tabIndex > 0 && !node.closest('svg')));
  const ids = all('[id]').map((node) => node.id);
  new Set(ids.filter((id, place) => ids.indexOf(id) !== place)).forEach((id) => faults.push(`id twice: ${id}`));
  all('a[href^="#"]').forEach((node) => {
    const place = decodeURIComponent(node.getAttribute('href').slice(1));
    if (!document.getElementById(place)) faults.push(`leads nowhere: ${place}`);
  });
  const levels = all('h1, h2, h3, h4').filter((node) => node.checkVisibility()).map((node) => Number(node.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) faults.push(`h1: ${levels}`);
  const skips = levels.some((level, place) => place && level > levels[place - 1] + 1);
  if (skips) faults.push(`level skipped: ${levels}`);
  if (all('main').length !== 1) faults.push('not one main');
  if (!document.documentElement.lang || !document.title) faults.push('no language or title');
  const small = all('main a, main button, .top button, .rail a').filter((node) => {
    const box = node.getBoundingClientRect();
    return node.checkVisibility() && !node.closest('p, td, th, dd, li, summary, .visually-hidden') && box.height < 24;
  });
  say('target under 24 px', small);
  return faults;
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def visit(page: Page, address: str) -> tuple[int, list[str]]:
    page.goto(address)
    settle(page)
    return page.evaluate(OVERFLOW), page.evaluate(FAULTS)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_every_page_fits_its_width_and_names_its_parts(sign_in: SignIn, width: int, colours: str) -> None:
    page = sign_in("ep", width=width, colours=colours)
    found = {address: visit(page, address) for address in PAGES}
    assert {address: faults for address, faults in found.items() if faults != (0, [])} == {}


@pytest.mark.parametrize("width", [390, 1440])
def test_the_investors_page_fits_its_width_and_names_its_parts(sign_in: SignIn, width: int) -> None:
    page = sign_in("investor", width=width)
    assert visit(page, f"{FILM}/investor/") == (0, [])


@pytest.mark.parametrize("width", [390, 1440])
def test_a_participants_page_fits_its_width_and_names_its_parts(sign_in: SignIn, width: int) -> None:
    page = sign_in("director", width=width)
    assert visit(page, f"{FILM}/recoupment/participations/") == (0, [])
