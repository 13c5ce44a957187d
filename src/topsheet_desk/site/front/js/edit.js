/* Values written in where they stand: Escape leaves, Enter saves, and the focus comes back to its place.
   A small table takes cells copied from a spreadsheet, and grows with them. */

const held = new Map();

function leave(htmx, place) {
  const before = held.get(place.id);
  if (!before) return false;
  place.replaceChildren(...before);
  htmx.process(place);
  held.delete(place.id);
  place.querySelector(".cell-edit")?.focus();
  return true;
}

function fill(table, cell, rows) {
  const body = table.tBodies[0];
  const start = cell.closest("tr").sectionRowIndex;
  const column = cell.closest("td").cellIndex;
  rows.forEach((cells, down) => {
    while (body.rows.length <= start + down) addRow(body);
    cells.forEach((words, right) => {
      const input = body.rows[start + down].cells[column + right]?.querySelector("input, select");
      if (input) input.value = words.trim();
    });
  });
}

/* The last row once more, under the next number and empty. */
function addRow(body) {
  const next = body.rows.length;
  const row = body.rows[next - 1].cloneNode(true);
  for (const input of row.querySelectorAll("input, select")) {
    input.name = input.name.replace(/\[\d+\]/, `[${next}]`);
    input.id = `${input.id}-${next}`;
    input.value = "";
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    input.setAttribute("aria-label", (input.getAttribute("aria-label") ?? "").replace(/\d+$/, next + 1));
  }
  for (const wrong of row.querySelectorAll(".wrong")) wrong.remove();
  body.append(row);
}

export function prepareEditing(htmx, again) {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const place = event.detail.target;
    if (!place.matches?.(".in-place") || held.has(place.id)) return;
    held.set(place.id, [...place.childNodes]);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const place = event.detail.target;
    if (place.matches?.(".in-place")) {
      const first =
        place.querySelector("[aria-invalid]") ?? place.querySelector("select, textarea, input:not([type=hidden])");
      first?.focus();
      first?.select?.();
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "content" && event.detail.elt?.id !== "content") return;
    const back = event.detail.requestConfig?.elt?.dataset?.back;
    held.clear();
    again();
    if (back) document.getElementById(back)?.querySelector(".cell-edit")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    const place = event.target.closest?.(".in-place");
    if (event.key === "Escape" && place && leave(htmx, place)) event.stopPropagation();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-leave]");
    const place = button?.closest(".in-place");
    if (place && leave(htmx, place)) event.preventDefault();
  });
  document.addEventListener("paste", (event) => {
    const table = event.target.closest?.("table[data-rows]");
    const words = event.clipboardData?.getData("text/plain") ?? "";
    if (!table || !/[\t\n]/.test(words.trim())) return;
    event.preventDefault();
    const lines = words.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
    fill(table, event.target, lines.map((line) => line.split("\t")));
  });
}
