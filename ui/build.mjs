// Bundles src/ into dist/: one style sheet and one script, small enough for a slow line.
import { build } from "esbuild";
import { gzipSync } from "node:zlib";
import { readFileSync, rmSync } from "node:fs";

// The oldest browsers of an office: esbuild lowers what they do not know, nesting of styles among it.
const target = ["chrome109", "edge109", "firefox115", "safari15"];
const LIMIT_BYTES = 60 * 1000;

rmSync("dist", { recursive: true, force: true });
await build({ entryPoints: ["src/app.ts", "src/app.css"], outdir: "dist", bundle: true, minify: true, format: "iife", charset: "utf8", legalComments: "none", target });

const sizes = ["app.css", "app.js"].map((name) => [name, gzipSync(readFileSync(`dist/${name}`), { level: 6 }).length]);
for (const [name, bytes] of sizes) console.log(`${name} ${bytes} bytes compressed`);
const script = sizes[1][1];
if (script > LIMIT_BYTES) {
  console.error(`app.js: ${script} bytes compressed, ${LIMIT_BYTES} allowed`);
  process.exit(1);
}
