// SPDX-License-Identifier: MIT
// [data-upload] holds one file input: drop a file on it; with data-upload-paste also paste a file or an invitation's text.
const TYPES = [
  { begins: /^\s*BEGIN:VCALENDAR/i, name: "pasted-invitation.ics", type: "text/calendar" },
  { begins: /^\s*(From|To|Subject|Date|Received|Return-Path|Delivered-To|MIME-Version):\s/i, name: "pasted-e-mail.eml", type: "message/rfc822" }
];

function size(bytes) {
  return bytes < 1000000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1000000).toFixed(1)} MB`;
}

function pastedText(text) {
  const kind = TYPES.find((one) => one.begins.test(text));
  return kind ? [new File([text], kind.name, { type: kind.type })] : [];
}

function watch(zone) {
  const input = zone.querySelector("input[type=file]");
  const list = document.createElement("ul");
  const spoken = document.createElement("div");
  const limit = Number(zone.dataset.uploadMax || 0);
  list.className = "app-upload__list";
  spoken.setAttribute("role", "status");
  spoken.append(list);
  zone.append(spoken);

  function show() {
    list.replaceChildren(...[...input.files].map((file) => {
      const row = document.createElement("li");
      const tooBig = limit && file.size > limit;
      row.className = tooBig ? "app-upload__row app-upload__row--too-big" : "app-upload__row";
      row.textContent = tooBig
        ? `${file.name} is ${size(file.size)}. The largest file that you can add is ${size(limit)}.`
        : `${file.name}, ${size(file.size)}`;
      return row;
    }));
  }

  function add(files) {
    if (!files.length) return;
    const chosen = new DataTransfer();
    const kept = input.multiple ? [...input.files, ...files] : [files[0]];
    kept.forEach((file) => chosen.items.add(file));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  input.addEventListener("change", show);
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("app-upload--over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("app-upload--over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("app-upload--over");
    const files = [...event.dataTransfer.files];
    add(files.length ? files : pastedText(event.dataTransfer.getData("text/plain")));
  });
  if (!("uploadPaste" in zone.dataset)) return;
  document.addEventListener("paste", (event) => {
    if (event.target.closest?.("textarea, input:not([type=file])")) return;
    const files = [...event.clipboardData.files];
    add(files.length ? files : pastedText(event.clipboardData.getData("text/plain")));
  });
}

export function watchUploads(root) {
  root.querySelectorAll("[data-upload]").forEach(watch);
}
