/* A slash leads to the search field, as its `aria-keyshortcuts` says; never while someone is typing. */
const typing = (node) => node.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(node.tagName);

export function prepareSeek() {
  const field = document.querySelector("[data-seek]");
  if (!field) return;
  document.addEventListener("keydown", (event) => {
    const free = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!free || typing(event.target) || !field.checkVisibility()) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
