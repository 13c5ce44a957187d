/* Everything here is a convenience: each page reads and works without it. */
import htmx from "htmx.org";
import { drawCharts } from "./js/charts.js";
import { prepareEditing } from "./js/edit.js";
import { foldAgain, prepareFolds } from "./js/folds.js";
import { prepareFrame } from "./js/frame.js";
import { prepareIds } from "./js/ids.js";
import { preparePapers } from "./js/papers.js";
import { preparePasskeys } from "./js/passkeys.js";
import { prepareSeek } from "./js/seek.js";
import { prepareTables } from "./js/tables.js";
import { prepareTerms } from "./js/terms.js";
import { prepareWhy } from "./js/why.js";

// No code in attributes and no injected style: the page's security policy allows neither.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyEnabled = false;
htmx.config.defaultSettleDelay = 0; // a form is htmx's own before a key can reach it

prepareFrame();
prepareFolds();
preparePasskeys();
prepareSeek();
prepareTables();
preparePapers();
prepareIds();
prepareWhy(htmx);
prepareTerms(htmx);
prepareEditing(htmx, () => {
  prepareTables();
  foldAgain();
  document.dispatchEvent(new CustomEvent("topsheet:theme")); // the charts are drawn anew
});
drawCharts();
