// SPDX-License-Identifier: MIT
// form[data-draft="key"] is saved to /drafts/<key> soon after the last key, every three seconds while somebody
// types without a pause, and when the page is hidden.
const WAIT = 1500;
const LONGEST_WAIT = 3000;
const NEVER = new Set(["csrfmiddlewaretoken", "once", "password"]);

function clockTime(at) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Europe/London"
  }).formatToParts(at);
  const part = (type) => parts.find((one) => one.type === type).value;
  return `${part("hour")}:${part("minute")}${part("dayPeriod").toLowerCase()}`;
}

function answers(form) {
  const kept = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NEVER.has(name)) kept.append(name, value);
  }
  return kept;
}

function statusOf(form) {
  let status = form.querySelector("[data-draft-status]");
  if (!status) {
    status = document.createElement("p");
    status.className = "app-save-state";
    form.append(status);
  }
  status.setAttribute("role", "status");
  return status;
}

function watch(form) {
  const status = statusOf(form);
  const address = form.dataset.draftUrl || `/drafts/${encodeURIComponent(form.dataset.draft)}`;
  let timer = null;
  let firstChange = 0;
  let changed = false;
  let sent = false;

  function say(words, failed) {
    status.textContent = words;
    status.classList.toggle("app-save-state--failed", failed);
  }

  async function save() {
    clearTimeout(timer);
    if (!changed || sent) return;
    changed = false;
    firstChange = 0;
    try {
      const answer = await fetch(address, {
        method: "POST",
        body: answers(form),
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken?.value ?? "" },
        // Outlives the page, but a browser refuses more than 64 KB of it: only where the page may go.
        keepalive: document.hidden,
        redirect: "manual"
      });
      if (!answer.ok) throw new Error(String(answer.status));
      say(`Draft saved at ${clockTime(new Date())}`, false);
      document.dispatchEvent(new CustomEvent("candour:contact"));
    } catch {
      changed = true;
      say("Draft not saved. Your answers are still on this page. Check your connection and that you are signed in.", true);
    }
  }

  function soon() {
    changed = true;
    firstChange ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(WAIT, firstChange + LONGEST_WAIT - Date.now())));
  }

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => { sent = true; clearTimeout(timer); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  document.addEventListener("candour:save-drafts", save);
  // Back from the next page: the form is alive again.
  window.addEventListener("pageshow", () => { sent = false; });
}

export function watchDrafts(root) {
  root.querySelectorAll("form[data-draft]").forEach(watch);
}
