// SPDX-License-Identifier: MIT
// [data-add-another="Organisation"]: copies the last item with empty answers; names read prefix-0-field.
function renumber(item, index) {
  for (const attribute of ["name", "id", "for", "aria-describedby", "aria-labelledby"]) {
    item.querySelectorAll(`[${attribute}]`).forEach((one) => {
      one.setAttribute(attribute, one.getAttribute(attribute).replace(/-\d+-/g, `-${index}-`));
    });
  }
}

function empty(item) {
  item.querySelectorAll("input, select, textarea").forEach((field) => {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = 0;
    else field.value = "";
  });
  item.querySelectorAll(".govuk-error-message").forEach((message) => message.remove());
  item.querySelectorAll(".govuk-form-group--error").forEach((group) => group.classList.remove("govuk-form-group--error"));
}

function watch(group) {
  const button = group.querySelector("[data-add-another-button]");
  const items = () => [...group.querySelectorAll("[data-add-another-item]")];
  const total = group.querySelector("[name$=TOTAL_FORMS]");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const all = items();
    const item = all.at(-1).cloneNode(true);
    renumber(item, all.length);
    empty(item);
    all.at(-1).after(item);
    if (total) total.value = String(all.length + 1);
    const title = item.querySelector("[data-add-another-title]");
    if (title) {
      title.textContent = `${group.dataset.addAnother} ${all.length + 1}`;
      title.tabIndex = -1;
      title.focus();
    }
  });
}

export function watchAddAnother(root) {
  root.querySelectorAll("[data-add-another]").forEach(watch);
}
