import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { checkNames, fault, faultGroups } from "../scripts/log/faults.js";
import { LogTexts } from "../scripts/log/texts.js";

const razor = readFileSync("../src/Portal.Web/Features/Verification/LogTexts.razor", "utf8");
/** As the page brings it in English: each sentence is named by itself. */
const page = razor.replace(/@\*.*\*@/, "").replace(/@Text\(("(?:[^"\\]|\\.)*")\)/g, (_, literal: string) => JSON.parse(literal) as string);
const names = [...razor.matchAll(/data-text="([^"]+)"/g)].map((match) => match[1] as string);

test("The page has one sentence for every fault, and none for what is no fault", () => {
  assert.deepEqual(names.filter((name) => name.startsWith("fault-")).sort(), Object.keys(faultGroups).map((code) => `fault-${code}`).sort());
  assert.equal(new Set(names).size, names.length);
});

test("The page lists the checks that faults belong to, in their order", () => {
  const verifier = readFileSync("../src/Portal.Web/Features/Verification/LogVerifier.razor.cs", "utf8");
  assert.deepEqual([...verifier.matchAll(/^ {8}\("([a-z]+)", /gm)].map((match) => match[1]), checkNames);
  assert.deepEqual([...new Set(Object.values(faultGroups))].sort(), [...checkNames].sort());
});

test("Every sentence that a script asks for is there", () => {
  const files = readdirSync("scripts", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const asked = files.flatMap((file) => [...readFileSync(`scripts/${file}`, "utf8").matchAll(/texts\.of\("([^"]+)"/g)].map((match) => match[1] as string));
  assert.ok(asked.length > 20, String(asked.length));
  assert.deepEqual(asked.filter((name) => !names.includes(name)), []);
});

test("Values go into the sentences as people read them", () => {
  const texts = new LogTexts(new JSDOM(page).window.document, "en");
  assert.equal(texts.of("failed-entry", { sequence: 1812 }), "Entry 1,812 is wrong.");
  assert.match(texts.ofFault(fault("shorter", { first: 1812, last: 2000, size: 1811, at: "2026-03-01T12:00:00.000Z" })), /^The log became shorter\. Entries 1,812 to 2,000, which this browser saw on 1 Mar 2026, \d\d:00, are gone; 1,811 are left\.$/);
  assert.equal(texts.ofFault(fault("figure", { name: "draw", found: "1.50", expected: "0.50" }, 3)), 'Its figure "draw" says 1.50; its inputs and the rules in force make it 0.50.');
});
