/* The field a document is written in: Ctrl+S saves, a line can be jumped to, leaving with unsaved words asks first. */

function jump(field) {
  const line = Number.parseInt(new URLSearchParams(window.location.search).get("line") ?? "", 10);
  if (!line) return;
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  const height = Number.parseFloat(getComputedStyle(field).lineHeight);
  field.scrollTop = Math.max(0, (line - 4) * height);
}

export function preparePapers() {
  const field = document.querySelector("textarea[data-paper]");
  if (!field) return;
  const before = "unsaved" in field.dataset ? null : field.defaultValue;
  let sent = false;
  field.form.addEventListener("submit", () => {
    sent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && field.value !== before) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      field.form.requestSubmit(field.form.querySelector("button[name=save]"));
    }
  });
  jump(field);
}
