// SPDX-License-Identifier: MIT
// Compiles the style sheet and the script, copies htmx, and writes the list of hashes that the tests compare.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import * as sass from "sass";

const out = "../src/candour/ui/static/candour";
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const css = sass.compile("sass/app.scss", {
  style: "compressed", loadPaths: ["sass", "node_modules"], quietDeps: true
}).css;
// The library writes this one blue out in three rules instead of reading a property.
writeFileSync(`${out}/app.css`, css.replaceAll("#1d70b8", "var(--govuk-brand-colour)") + "\n");

await build({
  entryPoints: { app: "script/app.js" }, outdir: out, bundle: true, minify: true, format: "esm", target: "es2022",
  legalComments: "none", banner: { js: "/* MIT: govuk-frontend, Candour */" }
});
await build({ entryPoints: { passkey: "script/passkey.js" }, outdir: out, minify: true, format: "esm", target: "es2022" });
await build({ entryPoints: { start: "script/start.js" }, outdir: out, minify: true, target: "es2017" });
// Without its source map's address: the map is not shipped.
const htmx = readFileSync("node_modules/htmx.org/dist/htmx.min.js", "utf8").replace(/\n?\/\/# sourceMappingURL=.*\n?$/, "\n");
writeFileSync(`${out}/htmx.js`, `/* 0BSD: htmx 4.0.1 */\n${htmx}`);
cpSync("images", out, { recursive: true });

const sources = ["package.json", "package-lock.json", "build.mjs",
  ...["sass", "script", "images"].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))];
const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const hashes = {
  sources: Object.fromEntries(sources.sort().map((path) => [`assets/${path}`, hash(path)])),
  outputs: Object.fromEntries(readdirSync(out).sort().map((name) => [name, hash(join(out, name))]))
};
writeFileSync("hashes.json", JSON.stringify(hashes, null, 2) + "\n");
