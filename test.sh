#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets up, builds and tests everything: native, under sanitizers, as wasm, the typed wrapper, the command line, the
# server, the page, and parity. `./test.sh quick` leaves out the browsers, the sanitizers, the tests as wasm, and most
# parity records.
set -euo pipefail
cd "$(dirname "$0")"
quick=
[[ ${1:-} == quick ]] && quick=yes
[[ -z ${1:-} || -n $quick ]] || { echo "usage: ./test.sh [quick]" >&2; exit 2; }

passed=0
section() { echo; echo "== $* ($SECONDS s)"; }

# Builds PRESET's TARGETs and says how long it took.
build() {
  cmake --preset "$1" >build/"$1"-configure.log || { cat build/"$1"-configure.log; return 1; }
  local log=build/$1-build.log
  cmake --build --preset "$1" --target "${@:2}" >"$log" 2>&1 || { grep -v '^\[' "$log" | head -80; return 1; }
}

# Runs the GoogleTest program; the counts of passed and of all tests, with those skipped, go to $count and $run.
google_test() {
  local log=build/$1-tests.log
  "${@:2}" >"$log" 2>&1 || { grep -E 'FAILED|Failure|ERROR|error' -A 12 "$log" | head -80; tail -5 "$log"; return 1; }
  count=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) tests\{0,1\}\.$/\1/p' "$log")
  local skipped
  skipped=$(sed -n 's/^\[  SKIPPED \] \([0-9]*\) tests\{0,1\}, listed below:$/\1/p' "$log")
  run=$((count + ${skipped:-0}))
  echo "$count passed"
  sed -n 's/^\[  SKIPPED \] \([A-Za-z.]*\) (.*/  skipped: \1/p' "$log"
  passed=$((passed + count))
}

# Runs node's test runner over files; counts what passed.
node_test() {
  local log=build/$1-tests.log
  node --disallow-code-generation-from-strings --test --test-reporter=tap "${@:2}" >"$log" 2>&1 ||
    { grep -E '^ *not ok' -A 30 "$log" | head -120; tail -12 "$log"; return 1; }
  local count
  count=$(sed -n 's/^# pass \([0-9]*\)$/\1/p' "$log")
  ((count > 0))
  echo "$count passed"
  grep -oE '# SKIP .*' "$log" | sed 's/^# SKIP/  skipped:/' || true
  passed=$((passed + count))
}

./setup.sh
mkdir -p build

section "Format"
git ls-files '*.h' '*.cpp' | xargs clang-format --dry-run -Werror

section "Native tests"
build native all
google_test native build/native/tests/nearside_tests
native_run=$run

section "Shipped model"
for id in diabetes-pima diabetes-progression recurrence-rotterdam; do
  build/native/tools/nearside train "models/$id/recipe.json" -o "build/$id.nsm" >/dev/null
  cmp "build/$id.nsm" "models/$id/$id.nsm"
done
build/native/tools/nearside train tests/fixtures/mixed/mixed.csv --outcome event -o build/mixed.nsm >/dev/null
build/native/tools/nearside train tests/parity/recipes/encode.json -o build/dated.nsm >/dev/null
echo "the recipes give the bytes that are shipped"
passed=$((passed + 1))
build/native/tools/nearside catalogue models/*/*.nsm -o models/index.new.json >/dev/null
cmp models/index.new.json models/index.json || { rm models/index.new.json; exit 1; }
rm models/index.new.json
echo "the catalogue lists the models that are shipped"
passed=$((passed + 1))

section "Engine for the browser, typed wrapper"
build wasm nearside_wasm
(cd web && npm run --silent build)
rm -rf build/web-tests
web/node_modules/.bin/tsc -p tests/web/tsconfig.json
node_test web build/web-tests/*.test.mjs

section "Command line"
node_test cli tests/cli/*.test.mjs

section "Figures by our protocol"
node tests/protocol/measure.mjs --only "pima: logistic" --only "heart: logistic, C tuned" --only "progression: ridge"
passed=$((passed + 1))

section "Serving the page"
node_test serve tests/serve/*.test.mjs
./run.sh --check >build/run-check.log 2>&1 || { cat build/run-check.log; exit 1; }
echo "run.sh serves the page, its script, the wasm and the model"
passed=$((passed + 1))

section "Parity of native and wasm"
node tests/parity/parity.mjs ${quick:+--records 1000}
passed=$((passed + 1))

if [[ -z $quick ]]; then
  section "Page in Chromium and Firefox"
  (cd web && npm run --silent test) >build/page-tests.log 2>&1 || { tail -120 build/page-tests.log; exit 1; }
  count=$(sed -n 's/^ *\([0-9]*\) passed.*/\1/p' build/page-tests.log)
  ((count > 0))
  echo "$count passed"
  passed=$((passed + count))

  section "Tests under sanitizers"
  build sanitize nearside_tests
  google_test sanitize build/sanitize/tests/nearside_tests
  [[ $run == "$native_run" ]] || { echo "sanitizers knew $run tests, native $native_run"; exit 1; }

  section "Tests as wasm"
  build wasm nearside_tests
  google_test wasm node --no-experimental-fetch build/wasm/tests/nearside_tests.js
  [[ $run == "$native_run" ]] || { echo "wasm knew $run tests, native $native_run"; exit 1; }
fi

echo
echo "$passed passed, 0 failed"
