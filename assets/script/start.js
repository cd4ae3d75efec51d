// SPDX-License-Identifier: MIT
// First thing in <body>: lets the style sheet know that scripts run, before anything is painted.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
