// Bundles the editor: `node build.js FOLDER` leaves one minified module there and a manifest with its name.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const folder = process.argv[2];
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const { metafile } = await build({
  entryPoints: { editor: "src/main.js" },
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
const names = Object.entries(metafile.outputs).map(([path, { entryPoint }]) => [entryPoint, basename(path)]);
const manifest = Object.fromEntries(names.filter(([entry]) => entry).map(([, name]) => ["editor.js", name]));
await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
