import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const tokens = readFileSync("styles/tokens.css", "utf8");

function colour(name: string, theme: "light" | "dark"): string {
  const match = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens);
  assert.ok(match, `--${name} is not a pair of colours`);
  return (theme === "light" ? match[1] : match[2]) as string;
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((left, right) => right - left) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

const textOn: readonly (readonly [string, readonly string[]])[] = [
  ["ink", ["ground", "surface", "sunken", "warn-wash", "in-wash", "gap-wash"]],
  ["ink-soft", ["ground", "surface", "sunken"]],
  ["ink-faint", ["ground", "surface", "sunken"]],
  ["brand", ["ground", "surface"]],
  ["brand-strong", ["ground", "surface"]],
  ["on-brand", ["brand"]],
  ["on-demo", ["demo"]],
  ["in", ["surface", "sunken", "in-wash"]],
  ["out", ["surface", "sunken", "out-wash"]],
  ["gap", ["surface", "sunken", "gap-wash"]],
  ["warn", ["surface", "warn-wash"]],
  ["on-signal", ["in", "gap", "warn"]],
];

for (const theme of ["light", "dark"] as const) {
  for (const [text, surfaces] of textOn) {
    for (const surface of surfaces) {
      test(`In the ${theme} theme ${text} can be read on ${surface}`, () => {
        const ratio = contrast(colour(text, theme), colour(surface, theme));
        assert.ok(ratio >= 4.5, `${ratio.toFixed(2)} is less than 4.5`);
      });
    }
  }
  for (const mark of ["line-strong", "chart-line", "margin-fill", "loss-fill", "in", "out", "gap", "warn", "focus"]) {
    test(`In the ${theme} theme ${mark} can be made out on surface`, () => {
      const ratio = contrast(colour(mark, theme), colour("surface", theme));
      assert.ok(ratio >= 3, `${ratio.toFixed(2)} is less than 3`);
    });
  }
}

// Operators' buttons: outlined ones change their ground under the pointer, and stand in a box that warns.
const operators: readonly (readonly [string, string])[] = [["brand", "gap-wash"], ["brand", "sunken"], ["brand-strong", "sunken"], ["gap", "gap-wash"], ["ink-soft", "gap-wash"], ["ink", "gap-wash"], ["ink-soft", "in-wash"], ["ink-soft", "warn-wash"]];

for (const theme of ["light", "dark"] as const) {
  for (const [text, surface] of operators) {
    test(`In the ${theme} theme operators read ${text} on ${surface}`, () => {
      const ratio = contrast(colour(text, theme), colour(surface, theme));
      assert.ok(ratio >= 4.5, `${ratio.toFixed(2)} is less than 4.5`);
    });
  }
}

test("Operators' styles have no colour of their own but the ground of the code that cameras read", () => {
  const own = readdirSync("styles")
    .filter((file) => file.startsWith("admin"))
    .flatMap((file) => [...readFileSync(`styles/${file}`, "utf8").matchAll(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi)].map((match) => `${file}: ${match[0]}`));
  assert.deepEqual(own, ["admin.css: #ffffff"]);
});

const styles = readdirSync("styles").map((file) => ({ file, text: readFileSync(`styles/${file}`, "utf8") }));

test("No colour is animated: browsers keep the old theme's when the theme changes on the way", () => {
  const keyframes = styles.flatMap(({ file, text }) => [...text.matchAll(/@keyframes [^{]+\{([\s\S]*?\n)\}/g)].map((match) => ({ file, body: match[1] ?? "" })));
  assert.notEqual(keyframes.length, 0);
  for (const { file, body } of keyframes) {
    const animated = [...body.matchAll(/^\s*([\w-]+):/gm)].map((match) => match[1] ?? "");
    assert.deepEqual(animated.filter((property) => !["--mark", "transform", "opacity", "rotate"].includes(property)), [], `${file} animates it`);
  }
});

for (const theme of ["light", "dark"] as const) {
  for (const text of ["ink", "ink-soft", "ink-faint", "in", "out", "gap", "brand"]) {
    test(`In the ${theme} theme ${text} can be read on a row that has just arrived`, () => {
      const ratio = contrast(colour(text, theme), mixed(colour("brand", theme), colour("surface", theme), 0.09));
      assert.ok(ratio >= 4.5, `${ratio.toFixed(2)} is less than 4.5`);
    });
  }
}

function mixed(one: string, other: string, share: number): string {
  const channels = [1, 3, 5].map((at) => Math.round(share * Number.parseInt(one.slice(at, at + 2), 16) + (1 - share) * Number.parseInt(other.slice(at, at + 2), 16)));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
