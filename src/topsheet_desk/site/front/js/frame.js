/* The theme switch without a reload, and the room list that a phone folds away. */
const YEAR = 365 * 24 * 3600;

export function prepareFrame() {
  const form = document.querySelector("form.themes");
  form?.addEventListener("submit", (event) => {
    const theme = event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    document.documentElement.dataset.theme = theme;
    document.cookie = `topsheet_theme=${theme};path=/;max-age=${YEAR};samesite=lax`;
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    }
    document.dispatchEvent(new CustomEvent("topsheet:theme"));
  });
  const rail = document.querySelector(".rail details");
  if (!rail) return;
  const wide = window.matchMedia("(min-width: 60.0625rem)");
  const fold = () => {
    rail.open = wide.matches;
  };
  wide.addEventListener("change", fold);
  fold();
}
