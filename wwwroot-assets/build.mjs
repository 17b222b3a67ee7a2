// Builds everything the pages ask for into dist/, or, with --tests, the tests into a folder that every tool passes over.
import { build } from "esbuild";
import { cp, mkdir, readdir, rm } from "node:fs/promises";

const testFolder = "node_modules/.portal-tests";
const browsers = ["chrome123", "edge123", "firefox121", "safari17.5"];

async function buildPages() {
  await rm("dist", { recursive: true, force: true });
  await mkdir("dist", { recursive: true });
  await build({
    entryPoints: {
      portal: "scripts/portal.ts",
      chart: "scripts/chart.ts",
      admin: "scripts/admin.ts",
      verify: "scripts/verify.ts",
      record: "scripts/record.ts",
      receipt: "scripts/receipt.ts",
      embed: "scripts/embed.ts",
      "embed-builder": "scripts/embed-builder.ts",
    },
    outdir: "dist",
    bundle: true,
    format: "esm",
    target: browsers,
    minify: true,
    legalComments: "linked",
    logLevel: "warning",
  });
  // Split, so that browsers with Ed25519 of their own never fetch the library.
  await build({
    entryPoints: { "log-worker": "scripts/log-worker.ts" },
    outdir: "dist",
    bundle: true,
    splitting: true,
    chunkNames: "log-worker-[name]-[hash]",
    format: "esm",
    target: browsers,
    minify: true,
    legalComments: "linked",
    logLevel: "warning",
  });
  // Classic scripts: one runs before the first paint, one holds the widgets' connection, one is loaded by other sites' pages.
  await build({
    entryPoints: { theme: "scripts/theme.ts", "embed-worker": "scripts/embed-worker.ts", widget: "scripts/widget.ts" },
    outdir: "dist",
    bundle: true,
    format: "iife",
    target: browsers,
    minify: true,
    logLevel: "warning",
  });
  await build({
    entryPoints: { portal: "styles/portal.css", admin: "styles/admin.css", embed: "styles/embed.css" },
    outdir: "dist",
    bundle: true,
    target: browsers,
    minify: true,
    logLevel: "warning",
  });
  await cp("images", "dist", { recursive: true });
}

async function buildTests() {
  await rm(testFolder, { recursive: true, force: true });
  const tests = (await readdir("tests")).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: tests.map((name) => `tests/${name}`),
    outdir: testFolder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
}

await (process.argv.includes("--tests") ? buildTests() : buildPages());
