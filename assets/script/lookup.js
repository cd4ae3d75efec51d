// SPDX-License-Identifier: MIT
// input[data-lookup="/address"]: names that are known already, under the field, as somebody types. Picking one fills
// the field; typing anything else is as good. Arrow keys move through the list, Escape closes it.
const WAIT = 200;
const FEWEST_LETTERS = 2;

function row(found) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-lookup__button";
  button.dataset.pick = found.name;
  button.textContent = found.name;
  if (found.note) {
    const note = document.createElement("span");
    note.className = "app-lookup__note";
    note.textContent = ` ${found.note}`;
    button.append(note);
  }
  item.append(button);
  return item;
}

function watch(input) {
  const box = document.createElement("div");
  const list = document.createElement("ul");
  const spoken = document.createElement("p");
  box.className = "app-lookup";
  list.className = "app-lookup__list";
  list.setAttribute("aria-label", "Names that are known");
  spoken.className = "govuk-visually-hidden";
  spoken.setAttribute("role", "status");
  input.setAttribute("autocomplete", "off");
  input.replaceWith(box);
  box.append(input, list, spoken);
  let timer = null;
  let asked = null;

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.replaceChildren();
  }

  function show(rows) {
    list.replaceChildren(...rows.map(row));
    spoken.textContent = rows.length
      ? `${rows.length} known. Use the arrow keys to choose, or go on typing.`
      : "No match. We will add what you type.";
  }

  async function ask() {
    const words = input.value.trim();
    close();
    if (words.length < FEWEST_LETTERS) return;
    asked = new AbortController();
    try {
      const address = `${input.dataset.lookup}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { signal: asked.signal, redirect: "error" });
      if (answer.ok) show((await answer.json()).rows);
    } catch {
      list.replaceChildren(); // the field is plain text, and goes on being one
    }
  }

  function pick(button) {
    input.value = button.dataset.pick;
    close();
    input.focus();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function move(event) {
    const stops = [input, ...list.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && stops.length > 1) {
      close();
      input.focus();
    } else if (step && stops.length > 1) {
      event.preventDefault();
      stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]");
    if (button) pick(button);
  });
  box.addEventListener("keydown", move);
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) close(); });
}

export function watchLookups(root) {
  root.querySelectorAll("input[data-lookup]").forEach(watch);
}
