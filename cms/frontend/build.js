// Bundles the browser code: `node build.js FOLDER` leaves one minified module an entry there and a manifest
// with their names.
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
const outputs = Object.entries(metafile.outputs).map(([path, { entryPoint }]) => [entryPoint, basename(path)]);
const built = Object.fromEntries(outputs);
const manifest = Object.fromEntries(Object.entries(entries).map(([name, entry]) => [`${name}.js`, built[entry]]));
await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
