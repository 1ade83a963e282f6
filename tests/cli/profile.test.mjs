// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { nearside, pima, program, repository, succeed, temporaryFolder } from "./nearside.mjs";
import { spawnSync } from "node:child_process";

/** The Pima table as it was before its zeros were taken for missing. */
function pimaWithZeros() {
  return fs.readFileSync(pima, "utf8").replaceAll(",,", ",0,").replaceAll(",,", ",0,");
}

test("profile changes nothing and ends well, whatever it finds", (t) => {
  const at = temporaryFolder(t);
  at.with("pima.csv", pimaWithZeros());
  const { out, err } = succeed(["profile", at("pima.csv"), "--outcome", "diabetes"]);
  assert.match(out, /374 zeros in insulin look like missing values/);
  assert.match(out, /Outcome diabetes: neg 500, pos 268/);
  assert.equal(err, "");
  assert.deepEqual(at.names(), ["pima.csv"]);
});

test("what profile proposes can be pasted into a recipe, and train takes it", (t) => {
  const at = temporaryFolder(t);
  at.with("pima.csv", pimaWithZeros());
  succeed(["init", at("pima.csv"), "--outcome", "diabetes", "-o", at("recipe.json")]);
  const recipe = JSON.parse(fs.readFileSync(at("recipe.json"), "utf8"));
  const profile = JSON.parse(succeed(["profile", at("recipe.json"), "--json"]).out);
  assert.equal(profile.outcome, "diabetes");
  const lines = (place) => profile.proposed.filter((proposal) => proposal.place === place).map((proposal) => JSON.parse(proposal.lines));
  const mended = Object.fromEntries(lines("predictors").map((entry) => [entry.id, entry]));
  assert.deepEqual(mended.insulin.missing_markers, ["0"]);
  recipe.predictors = recipe.predictors.map((entry) => mended[entry.id] ?? entry);
  recipe.steps = [...lines("steps"), ...recipe.steps];
  at.with("recipe.json", JSON.stringify(recipe));
  const report = JSON.parse(succeed(["train", at("recipe.json"), "-o", at("pima.nsm"), "--json"]).out);
  assert.equal(report.rows, 768);
  const again = JSON.parse(succeed(["profile", at("recipe.json"), "--json"]).out);
  assert.ok(!again.findings.some((finding) => finding.kind === "suspicious_zeros"));
});

test("each kind of finding in the JSON has its rule", () => {
  const profile = JSON.parse(succeed(["profile", pima, "--json"]).out);
  const kinds = new Set(profile.rules.map((rule) => rule.kind));
  for (const finding of profile.findings) assert.ok(kinds.has(finding.kind), finding.kind);
  for (const rule of profile.rules) assert.ok(rule.rule.length > 10, rule.kind);
});

test("the page stands alone and is written whole", (t) => {
  const at = temporaryFolder(t);
  const { out } = succeed(["profile", pima, "--outcome", "diabetes", "-o", at("report.html")]);
  assert.match(out, /^Wrote .*report\.html: \d+ findings in 9 columns\.\n$/);
  assert.deepEqual(at.names(), ["report.html"]);
  const html = fs.readFileSync(at("report.html"), "utf8");
  assert.match(html, /^<!doctype html>/);
  assert.match(html, /<\/html>\n$/);
  assert.doesNotMatch(html, /<script|https?:|<link|url\(/);
  const absent = nearside(["profile", pima, "-o", path.join(at("absent"), "a.html")]);
  assert.equal(absent.code, 1);
  assert.match(absent.err, /can't be written/);
});

test("--no-values leaves single values out", (t) => {
  const at = temporaryFolder(t);
  const args = ["profile", pima, "--outcome", "diabetes"];
  assert.match(succeed(args).out, /row 15: 846/);
  for (const more of [[], ["--json"]]) assert.doesNotMatch(succeed([...args, "--no-values", ...more]).out, /\b846\b/);
  succeed([...args, "--no-values", "-o", at("a.html")]);
  const html = fs.readFileSync(at("a.html"), "utf8");
  assert.doesNotMatch(html, />[^<]*\b846\b/);
  assert.match(html, /Values of single people are left out/);
});

test("profile reads a table from standard input", () => {
  const result = spawnSync(program, ["profile", "-", "--key", "a,b"], { input: "a,b,c\n1,2,3\n1,2,4\n" });
  assert.equal(result.status, 0);
  assert.match(result.stdout.toString(), /1 key \(a, b\) stands in more than one row/);
});

test("what is wrong with a table or recipe is said with its place", (t) => {
  const at = temporaryFolder(t);
  at.with("ragged.csv", "x,y\n1,2\n1\n");
  at.with("recipe.json", '{"nearside_recipe": 1, "id": "a", "titel": {}}');
  for (const [args, sentence] of [
    [["profile", at("ragged.csv")], /^nearside: \S+\/ragged\.csv: row 3: has 1 field, the header has 2\n$/],
    [["profile", at("absent.csv")], /absent\.csv: can't be opened/],
    [["profile", at("recipe.json")], /recipe\.json: .*"titel" is not known; did you mean "title"\?|recipe\.json: .*missing/],
    [["profile", pima, "--outcome", "diabetis"], /has no column "diabetis"; did you mean "diabetes"\?/],
    [["profile", pima, "--key", "agee"], /has no column "agee"; did you mean "age"\?/],
  ]) {
    const result = nearside(args);
    assert.equal(result.code, 1, result.out);
    assert.match(result.err, sentence);
    assert.equal(result.out, "");
  }
});

test("profile looks at the recipe of the repository", () => {
  const { out } = succeed(["profile", path.join(repository, "models/diabetes-pima/recipe.json")]);
  assert.match(out, /^pima\.csv: 768 rows, 9 columns/);
});
