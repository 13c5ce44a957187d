/* The terms: a line that is named is found in the text; the slider and its box say the same gross. */
import { prepareTables } from "./tables.js";

function find(field, line) {
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  field.scrollTop = Math.max(0, (line - 4) * Number.parseFloat(getComputedStyle(field).lineHeight));
}

function prepareReach(form, htmx) {
  const box = form.querySelector("[name=gross]");
  const slider = form.querySelector("input[type=range]");
  const tell = () => htmx.trigger(form, "reach");
  slider.closest("[hidden]").hidden = false;
  slider.addEventListener("input", () => {
    box.value = Number(slider.value).toLocaleString("en");
    slider.setAttribute("aria-valuetext", box.value);
    tell();
  });
  box.addEventListener("input", () => {
    const gross = Number(box.value.replaceAll(",", ""));
    if (gross >= 0) slider.value = gross;
    tell();
  });
  form.querySelector("select")?.addEventListener("change", () => form.submit());
}

export function prepareTerms(htmx) {
  const field = document.querySelector("#terms-form [data-paper]");
  if (field) {
    document.addEventListener("click", (event) => {
      const place = event.target.closest?.("a[data-line]");
      if (!place) return;
      event.preventDefault();
      find(field, Number(place.dataset.line));
    });
    if (field.dataset.jump) find(field, Number(field.dataset.jump));
  }
  const form = document.querySelector("form[data-reach]");
  if (form) prepareReach(form, htmx);
  document.addEventListener("htmx:oobAfterSwap", () => prepareTables(document.getElementById("terms-shown")));
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "reach-shown") prepareTables(document.getElementById("reach-shown"));
  });
}
