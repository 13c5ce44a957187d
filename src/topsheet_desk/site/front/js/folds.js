/* On a phone the parts of a long page fold away; what was opened stays open when the page answers anew. */
const wide = window.matchMedia("(min-width: 40.0625rem)");
const opened = new Set();

function fold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const part of document.querySelectorAll("details.fold")) {
    part.open = wide.matches || opened.has(part.id) || part.contains(target);
  }
}

export function prepareFolds() {
  fold();
  wide.addEventListener("change", fold);
  window.addEventListener("hashchange", fold);
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details.fold")) part.open = true;
  });
  window.addEventListener("afterprint", fold);
  document.addEventListener(
    "toggle",
    (event) => {
      const part = event.target;
      if (wide.matches || !part.matches?.("details.fold")) return;
      if (part.open) opened.add(part.id);
      else opened.delete(part.id);
      if (part.open && part.querySelector("[data-chart]")) {
        document.dispatchEvent(new CustomEvent("topsheet:theme")); // a chart is as wide as the place it is drawn in
      }
    },
    true,
  );
}

export { fold as foldAgain };
