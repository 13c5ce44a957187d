/* Filter, sort and copy for tables that the server has already drawn. */

const machine = (cell) => cell.dataset.value ?? cell.textContent.trim();

function asTsv(table) {
  const clean = (text) => text.replace(/[\t\r\n]+/g, " ");
  const rows = [...table.rows].filter((row) => !row.hidden);
  return rows.map((row) => [...row.cells].map((cell) => clean(machine(cell))).join("\t")).join("\n");
}

function say(button, words) {
  const before = button.textContent;
  button.textContent = words;
  setTimeout(() => {
    button.textContent = before;
  }, 1600);
}

async function copy(button, table) {
  try {
    await navigator.clipboard.writeText(asTsv(table));
    say(button, "Copied");
  } catch {
    say(button, "Not allowed");
  }
}

function filter(table, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    const text = row.textContent.toLowerCase();
    const isLine = row.dataset.weight === "line";
    row.hidden = wanted.length > 0 && !(isLine && wanted.every((word) => text.includes(word)));
    shown += Number(isLine && !row.hidden);
  }
  return shown;
}

function sort(table, heading) {
  const place = heading.cellIndex;
  const up = heading.getAttribute("aria-sort") !== "ascending";
  const numeric = ["money", "number"].includes(heading.dataset.kind);
  const worth = (row) => (row.cells[place] ? machine(row.cells[place]) : "");
  const order = (a, b) =>
    numeric
      ? (Number.parseFloat(worth(a)) || 0) - (Number.parseFloat(worth(b)) || 0)
      : worth(a).localeCompare(worth(b), undefined, { numeric: true });
  const body = table.tBodies[0];
  const lines = [...body.rows].filter((row) => row.dataset.weight === "line");
  const others = [...body.rows].filter((row) => row.dataset.weight !== "line");
  for (const row of others) row.hidden = row.dataset.weight !== "total";
  lines.sort((a, b) => (up ? order(a, b) : order(b, a)));
  body.append(...lines, ...others);
  for (const other of table.querySelectorAll("thead [aria-sort]")) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", up ? "ascending" : "descending");
}

function prepare(block) {
  const table = block.querySelector("table");
  if (!table) return;
  const copyButton = block.querySelector("[data-copy]");
  copyButton?.removeAttribute("hidden");
  copyButton?.addEventListener("click", () => copy(copyButton, table));
  const field = block.querySelector("[data-filter]");
  if (field) {
    const count = block.querySelector("[data-count]");
    field.closest("label").hidden = false;
    field.addEventListener("input", () => {
      const shown = filter(table, field.value);
      count.textContent = field.value ? `${shown} shown` : "";
    });
    for (const heading of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => sort(table, heading));
    }
  }
  const area = block.querySelector(".scroll");
  const reach = () => (area.scrollWidth > area.clientWidth ? area.setAttribute("tabindex", "0") : area.removeAttribute("tabindex"));
  if (area) new ResizeObserver(reach).observe(area);
}

export function prepareTables(within = document) {
  for (const block of within.querySelectorAll("[data-table]")) prepare(block);
}
