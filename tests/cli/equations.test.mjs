// SPDX-License-Identifier: Apache-2.0
// The published equations that are shipped: against reference results, in size, and as one writes them down.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import zlib from "node:zlib";
import { references, referenceTable } from "../fixtures/equations/reference.mjs";
import { nearside, repository, rowsOf, succeed, temporaryFolder } from "./nearside.mjs";

const models = path.join(repository, "models");
const shipped = fs.readdirSync(models).filter((id) => fs.existsSync(path.join(models, id, "equation.json")));
const modelOf = (id) => path.join(models, id, `${id}.nsm`);
const sourceOf = (id) => path.join(models, id, "equation.json");

// Whole points come out exactly.
const points = ["cha2ds2_vasc", "findrisc", "gad7", "has_bled", "meld3", "news2", "phq9"];

/** What `model` gives for the rows of `table` against the results that stand in them: { rows, results, faults }. */
function compared(model, table) {
  const { out, err } = succeed(["predict", model], { input: table });
  const [header, ...rows] = rowsOf(out);
  const outputs = JSON.parse(succeed(["inspect", model, "--json"]).out).outputs.map(({ id }) => id);
  const faults = [];
  let results = 0;
  for (const output of outputs) {
    assert.ok(err.includes(`The table's own column "${output}" is written as "${output}_given".\n`), err);
    const [seen, expected] = [header.indexOf(output), header.indexOf(`${output}_given`)];
    assert.ok(seen >= 0 && expected >= 0, header.join());
    for (const row of rows) {
      const fault = () => faults.push(`${row[0]}, ${output}: ${row[seen]}, reference ${row[expected]}`);
      if (row[expected] === "") {
        if (row[seen] !== "" || !row[header.indexOf("issues")].includes(`${output} absent: `)) fault();
        continue;
      }
      ++results;
      // The references print 15 digits, and their sums and powers cost one or two of these.
      const allowed = points.includes(output) ? 0 : 1e-12 * Math.abs(Number(row[expected]));
      const difference = row[seen] === "" ? NaN : Math.abs(Number(row[seen]) - Number(row[expected]));
      if (!(difference <= allowed)) fault();
    }
  }
  return { rows: rows.length, results, faults };
}

test("every shipped equation has a reference, 3,124 rows in all", () => {
  assert.deepEqual(shipped, Object.keys(references).sort());
  assert.equal(Object.values(references).reduce((sum, { rows }) => sum + rows, 0), 3124);
});

for (const [id, { rows, results }] of Object.entries(references)) {
  test(`${id} gives the reference's results in ${rows} rows`, () => {
    const table = referenceTable(id);
    assert.equal(rowsOf(table).length - 1, rows);
    assert.deepEqual(compared(modelOf(id), table), { rows, results, faults: [] });
  });

  test(`${id} is what its equation.json says`, (t) => {
    const at = temporaryFolder(t);
    succeed(["import", "equation", sourceOf(id), "-o", at("a.nsm")]);
    assert.ok(fs.readFileSync(at("a.nsm")).equals(fs.readFileSync(modelOf(id))), "not the bytes that are shipped");
  });
}

test("a coefficient that is 0.1 % off is seen in every equation", (t) => {
  const at = temporaryFolder(t);
  for (const id of shipped) {
    // PREVENT names another equation beside it.
    const equation = JSON.parse(fs.readFileSync(sourceOf(id), "utf8").replaceAll('"../', `"${models}/`));
    delete equation.examples;
    const [term] = equation.outputs[0].cases[0].terms;
    term.coefficient *= 1.001;
    const model = at("changed.nsm");
    succeed(["import", "equation", at.with("equation.json", JSON.stringify(equation)), "-o", model]);
    assert.notDeepEqual(compared(model, referenceTable(id)).faults, [], id);
  }
});

// Rounding to whole points hides a small change of a coefficient from any number of rows.
test("MELD 3.0 in whole points is made of the same terms as without rounding", () => {
  const [unrounded, rounded] = JSON.parse(fs.readFileSync(sourceOf("meld-3"), "utf8")).outputs;
  assert.deepEqual([unrounded.id, rounded.id], ["meld3_unrounded", "meld3"]);
  assert.deepEqual(rounded.cases, unrounded.cases);
});

// Bytes that a page downloads. PREVENT holds ten outputs for two sexes.
const budgets = { "prevent-2023": 20_480 };

for (const id of shipped) {
  test(`${id} is small`, () => {
    const parameters = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 };
    const size = zlib.brotliCompressSync(fs.readFileSync(modelOf(id)), { params: parameters }).length;
    assert.ok(size <= (budgets[id] ?? 8_192), `${size} bytes`);
  });
}

// As one writes them down.

const fib4 = sourceOf("fib-4");

test("import equation says what it did", (t) => {
  const at = temporaryFolder(t);
  const { out } = succeed(["import", "equation", fib4, "-o", at("fib-4.nsm")]);
  assert.match(out, /^Wrote .*fib-4\.nsm \(\d+ bytes, SHA-256 [0-9a-f]{12}…\)\n  1 outputs, 0 worked examples reproduced\n/);
  assert.match(out, /they tell a change of 0\.1 % in each of its \d+ constants/);
});

test("import equation finds another equation from the folder of the one that names it", (t) => {
  const at = temporaryFolder(t);
  succeed(["import", "equation", "prevent-2023/equation.json", "-o", at("prevent.nsm")], { cwd: models });
  assert.deepEqual(fs.readFileSync(at("prevent.nsm")), fs.readFileSync(modelOf("prevent-2023")));
});

test("a fault in an equation is named with its file and place", (t) => {
  const at = temporaryFolder(t);
  const good = fs.readFileSync(fib4, "utf8");
  // what to change, into what, what the sentence must say
  for (const [what, by, sentence] of [
    [/"predictors": \[/, '"predictors": [,', /: (.*, )?line \d+, column \d+/],
    [/"formula": "age \* ast/, '"formula": "age * asst', /quantities\[0\]\.formula: at character 7: "asst" is no predictor and no quantity; did you mean "ast"\?/],
    [/"of": "fib4_formula"/, '"of": "fib4_formla"', /outputs\[0\]\.cases\[0\]\.terms\[0\]\.of: "fib4_formla" is no predictor and no quantity; did you mean "fib4_formula"\?/],
    [/"audience": "clinician"/, '"audience": "clinicians"', /audience: "clinicians" is not known; did you mean "clinician"\?/],
    [/"quantities"/, '"quantitys"', /"quantitys" is not known; did you mean "quantities"\?/],
  ]) {
    assert.match(good, what);
    const source = at.with("equation.json", good.replace(what, by));
    const result = nearside(["import", "equation", source, "-o", at("a.nsm")]);
    assert.equal(result.code, 1);
    assert.ok(result.err.startsWith(`nearside: ${source}: `), result.err);
    assert.match(result.err, sentence);
    assert.match(result.err, /^[^\n]*\n$/);
    assert.equal(result.out, "");
    assert.deepEqual(at.names(), ["equation.json"]);
  }
});

test("import names a file that is not there, and a command line that is not whole", (t) => {
  const at = temporaryFolder(t);
  const absent = nearside(["import", "equation", at("absent.json"), "-o", at("a.nsm")]);
  assert.equal(absent.code, 1);
  assert.equal(absent.err, `nearside: ${at("absent.json")}: can't be opened: No such file or directory\n`);
  for (const args of [["import"], ["import", "equation"], ["import", "equation", fib4], ["import", "recipe"]]) {
    assert.equal(nearside(args).code, 2, args.join(" "));
  }
  for (const args of [["import", "--help"], ["import", "equation", "--help"]]) assert.match(succeed(args).out, /Usage:/);
});

test("inspect writes an equation out as its paper does", () => {
  const { out } = succeed(["inspect", modelOf("fib-4")]);
  assert.match(out, /fib-4 1\.0\.0, published_equation, for the clinician/);
  assert.match(out, /^  fib4_formula = age \* ast \/ \(platelets \* sqrt\(alt\)\)/m);
  assert.match(out, /^    lp = 0\n {7}\+ 1 \* fib4_formula .*\n    result = lp$/m);
  assert.match(out, /^  source: Sterling RK/m);
  const score2 = succeed(["inspect", modelOf("score2")]).out;
  // SCORE2, men: 0.3742 for 5 years of age, S0 0.9605; region Low: scales −0.5699 and 0.7476.
  for (const printed of ["0.3742", "0.9605", "-0.5699", "0.7476", "region == 'Low' and sex == 'male' and age < 70"])
    assert.ok(score2.includes(printed), printed);
});

test("an eGFR that was computed and lies outside PREVENT's range is named with what came out and the limit", (t) => {
  const at = temporaryFolder(t);
  const header = "sex,age,smoking,dm,sbp,bp_tx,statin,total_c,hdl_c,bmi,egfr,creatinine";
  const rows = [",8", "15,8", ",0.25", ","].map((kidneys) => `male,50,0,0,130,0,0,200,50,25,${kidneys}`);
  const data = at.with("a.csv", [header, ...rows, ""].join("\n"));
  const [head, low, entered, high, neither] = rowsOf(succeed(["predict", modelOf("prevent-2023"), data]).out);
  // 142 (8 / 0.9)^−1.2 0.9938^50 = 7.56; 142 (0.25 / 0.9)^−0.302 0.9938^50 = 153.2
  assert.match(low.at(-1), /; risk_10y_total_cvd absent: egfr_used 7\.56\d+ limit 15; .*risk_30y_stroke absent: egfr_used 7\.56/);
  assert.match(high.at(-1), /risk_10y_total_cvd absent: egfr_used 153\.\d+ limit 140;/);
  assert.match(neither.at(-1), /risk_10y_total_cvd absent: egfr or creatinine missing;/);
  assert.doesNotMatch(entered.at(-1), /absent/);
  const risk = head.indexOf("risk_10y_total_cvd");
  assert.ok(Number(entered[risk]) > 0);
  for (const row of [low, high, neither]) assert.equal(row[risk], "");
  const { out } = succeed(["inspect", modelOf("prevent-2023"), "--with", ...header.split(",").slice(0, 10).map((name, i) => `${name}=${rows[0].split(",")[i]}`), "creatinine=8"]);
  assert.match(out, /risk_10y_stroke, .*\n    absent: egfr_used is 7\.56\d+, the limit is 15\n/);
  assert.match(succeed(["inspect", modelOf("prevent-2023")]).out, /\n    only for age from 30 to 59\n    only for egfr_used from 15 to 140\n/);
});

test("predict says which optional columns of an equation are missing, and why an output is", (t) => {
  const at = temporaryFolder(t);
  const header = "sex,age,smoking,dm,sbp,bp_tx,bmi";
  const data = at.with("a.csv", `${header}\nfemale,50,0,0,120,0,25\nfemale,50,0,0,120,0,\n`);
  const { out, err } = succeed(["predict", modelOf("framingham-cvd-2008"), data]);
  const [, one, none] = out.split("\n");
  assert.match(err, /^The table has no column "total_c": missing in every row\.$/m);
  assert.match(err, /^Predicted 1 of 2 rows, 1 refused\.$/m);
  assert.match(one, /^female,50,0,0,120,0,25,,0\.\d+,.*risk_10y_cvd_lab absent: total_c missing/);
  assert.match(none, /^female,50,0,0,120,0,,,,.*risk_10y_cvd_lab absent: total_c missing; risk_10y_cvd_office absent: bmi missing$/);
});
