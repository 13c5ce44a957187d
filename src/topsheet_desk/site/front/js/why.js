/* A figure opens beside the page it stands on; Escape closes it and gives the focus back. */

export function prepareWhy(htmx) {
  const panel = document.getElementById("why-panel");
  if (!panel) return;
  const body = panel.querySelector("[data-why-body]");
  let opener = null;

  const close = () => {
    panel.hidden = true;
    opener?.removeAttribute("aria-expanded");
    opener?.focus();
    opener = null;
  };

  const open = async (link) => {
    const inside = panel.contains(link);
    await htmx.ajax("GET", link.getAttribute("href"), { target: body, swap: "innerHTML" });
    if (!inside) {
      opener?.removeAttribute("aria-expanded");
      opener = link;
      opener.setAttribute("aria-expanded", "true");
    }
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.why");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link).catch(() => window.location.assign(link.href));
  });
  panel.querySelector("[data-close]").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
}
