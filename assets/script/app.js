// SPDX-License-Identifier: MIT
// Everything works without this file; it saves steps. What it looks for is listed in assets/README.md.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink,
  createAll
} from "govuk-frontend";
import { watchDrafts } from "./drafts.js";
import { watchLookups } from "./lookup.js";
import { watchSession } from "./session.js";
import { watchUploads } from "./upload.js";
import { watchAddAnother } from "./add_another.js";

for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink
]) createAll(component);
watchDrafts(document);
watchUploads(document);
watchAddAnother(document);
watchLookups(document);
watchSession(document);
