/* The id that the desk would make, shown in its empty box while the name is written. */

function idOf(words) {
  const plain = words.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
  const made = plain.replace(/[^\w\s-]/g, "").replace(/[-\s]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 40);
  return /^[a-z]/.test(made) && made !== "new" && made !== "paste" ? made : "";
}

function show(box) {
  const form = box.form;
  const called = box.dataset.madeFrom.split(" ").map((name) => form.elements[name]?.value?.trim());
  const base = idOf(called.find(Boolean) ?? "");
  const taken = new Set(box.dataset.taken.split(" "));
  let made = base;
  for (let number = 2; base && taken.has(made); number += 1) made = `${base}_${number}`;
  box.placeholder = made;
}

export function prepareIds() {
  for (const box of document.querySelectorAll("[data-made-from]")) show(box);
  document.addEventListener("input", (event) => {
    const box = event.target.form?.querySelector("[data-made-from]");
    if (box) show(box);
  });
}
