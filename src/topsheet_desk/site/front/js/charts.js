/* Charts are drawn when they come near the screen, in the colours of the page. */

async function drawAll() {
  const { draw } = await import("./vega.js");
  for (const area of document.querySelectorAll("[data-chart]")) await draw(area);
}

export function drawCharts() {
  if (!document.querySelector("[data-chart]")) return;
  drawAll();
  document.addEventListener("topsheet:theme", drawAll);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
}
