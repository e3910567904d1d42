// Bundles what runs in browsers: `node build.js FOLDER` leaves a minified module for each entry there, and a
// manifest with their names.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const entries = { editor: "src/main.js", accounts: "src/accounts.js" };
const folder = process.argv[2];
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const { metafile } = await build({
  entryPoints: entries,
  entryNames: "[name]-[hash]",
  outdir: folder,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});
const made = Object.entries(metafile.outputs).map(([path, { entryPoint }]) => [entryPoint, basename(path)]);
const names = Object.entries(entries).map(([name, source]) => [`${name}.js`, Object.fromEntries(made)[source]]);
await writeFile(join(folder, "manifest.json"), JSON.stringify(Object.fromEntries(names)));
