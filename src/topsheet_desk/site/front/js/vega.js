/* Vega with its interpreter: the page's security policy forbids code made from text. */
import embed from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";

/* A colour stays a name in the drawing, so that a change of theme, or paper, colours it anew; a font is measured. */
const token = (name) => `var(--${name})`;
const font = () => getComputedStyle(document.documentElement).getPropertyValue("--sans").trim();

/* Specifications name styles and not colours; this says what they look like here. */
function theme(width) {
  const narrow = width < 560;
  const ink = token("ink");
  const soft = token("soft");
  const text = { labelColor: soft, titleColor: soft, labelFont: font(), titleFont: font() };
  const shares = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => token(`chart-${n}`));
  return {
    background: "transparent",
    font: font(),
    view: { stroke: null },
    axis: { ...text, labelFontSize: 11, titleFontSize: 11, titleFontWeight: 400, gridColor: token("chart-grid"),
            domainColor: token("rule-strong"), tickColor: token("rule-strong"), labelLimit: Math.min(300, Math.round(width * 0.38)) },
    axisY: { domain: false, ticks: false },
    axisX: { grid: false },
    legend: { ...text, labelFontSize: 11, titleFontSize: 11, symbolType: "square", orient: "top", columns: narrow ? 1 : 4, labelLimit: 260 },
    header: { ...text },
    range: { category: shares },
    style: {
      bad: { color: token("decide"), fill: token("decide"), stroke: token("paper") },
      mainline: { color: ink, stroke: ink, strokeWidth: 2 },
      zero: { color: ink, stroke: ink, strokeWidth: 1 },
      words: { color: ink, fill: ink, font: font(), fontSize: 11 },
      onbar: { color: token("on-mark"), fill: token("on-mark"), font: font(), fontSize: 11 },
      softwords: { color: soft, fill: soft, font: font(), fontSize: 11 },
    },
  };
}

export async function draw(area) {
  const holder = document.getElementById(area.dataset.chart);
  const spec = JSON.parse(holder.textContent);
  area.replaceChildren();
  await embed(area, spec, {
    actions: false,
    ast: true,
    config: theme(area.clientWidth),
    defaultStyle: false,
    expr: expressionInterpreter,
    renderer: "svg",
    tooltip: { disableDefaultStyle: true },
  });
  area.dataset.drawn = "yes";
}
