import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { heightOf, originAround } from "../scripts/embed/height.js";
import { addressOf, heights, kindOf, type Kind } from "../scripts/embed/snippet.js";

test("The script of other sites and the live client it brings stay below 12 KB compressed", () => {
  const { outputFiles } = buildSync({
    entryPoints: ["scripts/widget.ts", "scripts/embed.ts", "scripts/embed-worker.ts"],
    outdir: "unused",
    bundle: true,
    minify: true,
    write: false,
  });
  assert.equal(outputFiles.length, 3);
  const bytes = outputFiles.reduce((sum, file) => sum + gzipSync(file.contents).length, 0);
  assert.ok(bytes < 12 * 1024, `${bytes} bytes`);
});

test("Only a whole height of a sensible size is taken", () => {
  assert.equal(heightOf({ type: "insurance-fund:height", height: 168 }), 168);
  for (const height of [0, -1, 1.5, 2_001, Number.NaN, "168", null]) {
    assert.equal(heightOf({ type: "insurance-fund:height", height }), null);
  }
  assert.equal(heightOf({ type: "height", height: 168 }), null);
  assert.equal(heightOf("168"), null);
});

test("A widget tells its height to the origin around it, and to nobody when it can't know that", () => {
  assert.equal(originAround("https://a.example/page", undefined), "https://a.example");
  assert.equal(originAround("", ["https://b.example"]), "https://b.example");
  assert.equal(originAround("", undefined), null);
  assert.equal(originAround("data:text/html,x", ["null"]), null);
});

test("What the element does not name is left to the operator, and nothing escapes the address", () => {
  const root = new URL("https://portal.example/sub/");
  assert.equal(addressOf(root, kindOf(null), { fund: "usdt", theme: null, lang: "", isCompact: false }), "https://portal.example/sub/embed/v1/balance?fund=usdt");
  assert.equal(
    addressOf(root, kindOf("coverage"), { fund: "a&b=c", theme: "dark", lang: "zh-Hans", isCompact: true }),
    "https://portal.example/sub/embed/v1/coverage?fund=a%26b%3Dc&theme=dark&lang=zh-Hans&compact=true",
  );
  assert.equal(kindOf("../../admin"), "balance");
});

test("The server keeps the same room for a widget", () => {
  const server = readFileSync("../src/Portal.Web/Features/Embeds/EmbedKind.cs", "utf8");
  const told = [...server.slice(server.indexOf("int HeightOf")).matchAll(/=> (\d+),/g)].map((match) => Number(match[1]));
  assert.deepEqual(told, (["balance", "liquidations", "coverage"] as Kind[]).flatMap((kind) => [...heights[kind]]));
});
