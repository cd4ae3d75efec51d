// SPDX-License-Identifier: MIT
// <body data-session-seconds="1800" …>: two minutes before the end a dialog asks whether to stay.
const WARNING = 120;

function element(name, attributes, text) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

function build() {
  const dialog = element("dialog", { class: "app-dialog", "aria-labelledby": "session-title" });
  const title = element("h2", { class: "govuk-heading-m", id: "session-title" });
  const left = element("p", { class: "govuk-body", role: "status" });
  const why = element("p", { class: "govuk-body" },
    "We sign you out when you have not used Candour for a while. What you have typed is not lost.");
  const stay = element("button", { type: "button", class: "govuk-button" });
  dialog.append(title, left, why, stay);
  document.body.append(dialog);
  return { dialog, title, left, why, stay };
}

// Answers that no draft keeps: leaving the page would lose them.
function unsaved(root) {
  const changed = (field) => ["checkbox", "radio"].includes(field.type)
    ? field.checked !== field.defaultChecked
    : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
  return [...root.querySelectorAll("main form[method=post]:not([data-draft])")]
    .some((form) => [...form.elements].some(changed));
}

function inWords(seconds) {
  if (seconds > 90) return "You will be signed out in 2 minutes.";
  if (seconds > 30) return "You will be signed out in 1 minute.";
  return "You will be signed out in less than a minute.";
}

export function watchSession(root) {
  const { sessionSeconds, sessionExtend, sessionEnded } = root.body.dataset;
  if (!sessionSeconds) return;
  const length = Number(sessionSeconds) * 1000;
  const { dialog, title, left, why, stay } = build();
  const tabs = new BroadcastChannel("candour-session");
  let ends = Date.now() + length;
  let ended = false;

  function contact() {
    ends = Date.now() + length;
    ended = false;
    if (dialog.open) dialog.close();
  }

  function over() {
    if (ended) return;
    ended = true;
    if (unsaved(root)) return stayHere();
    const here = encodeURIComponent(location.pathname + location.search);
    location.assign(`${sessionEnded || "/sign-in"}?next=${here}`);
  }

  // The server asks to sign in when the form is sent, and hands the answers back.
  function stayHere() {
    title.textContent = "You were signed out";
    left.textContent = "Your answers are still on this page. Send them: you are asked to sign in first.";
    why.hidden = true;
    stay.textContent = "Go on";
    if (!dialog.open) dialog.showModal();
  }

  function pressed() {
    if (ended) dialog.close();
    else extend();
  }

  async function extend() {
    const token = root.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const answer = await fetch(sessionExtend, {
      method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual"
    }).catch(() => null);
    if (!answer?.ok) return over();
    contact();
    tabs.postMessage("contact");
  }

  function look() {
    const seconds = Math.ceil((ends - Date.now()) / 1000);
    if (seconds <= 0) return over();
    if (seconds > WARNING) return;
    if (!dialog.open) {
      title.textContent = "You will be signed out soon";
      why.hidden = false;
      stay.textContent = "Stay signed in";
      document.dispatchEvent(new CustomEvent("candour:save-drafts"));
      dialog.showModal();
      stay.focus();
    }
    const words = inWords(seconds);
    if (left.textContent !== words) left.textContent = words;
  }

  stay.addEventListener("click", pressed);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); pressed(); });
  document.addEventListener("candour:contact", () => {
    if (!dialog.open) { contact(); tabs.postMessage("contact"); }
  });
  tabs.addEventListener("message", contact);
  tabs.postMessage("contact");
  setInterval(look, 1000);
}
