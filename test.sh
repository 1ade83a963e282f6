#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets up, builds and tests everything: native, under sanitizers, as wasm, the typed wrapper, the command line, the
# server, the page, and parity. `./test.sh quick` leaves out the browsers, the sanitizers, the tests as wasm, and most
# parity records. `./test.sh mutants` instead breaks one line after another and sees that a test notices.
set -euo pipefail
cd "$(dirname "$0")"
[[ $# == 0 || ( $# == 1 && ( $1 == quick || $1 == mutants ) ) ]] || { echo "usage: ./test.sh [quick | mutants]" >&2; exit 2; }
quick=${1:-}

passed=0
failed=0
skipped=0
# The last line says what was seen, however it ended: a section that fails is the last one.
finish() {
  local status=$?
  jobs -p | xargs -r kill 2>/dev/null || true
  ((status == 0 || failed > 0)) || failed=1
  echo
  ((failed == 0)) || echo "What would have followed was not run."
  echo "$passed passed, $failed failed, $skipped skipped"
}
trap finish EXIT
section() { echo; echo "== $* ($SECONDS s)"; }

# Builds PRESET's TARGETs; prints only what the compiler complained of.
build() {
  cmake --preset "$1" >build/"$1"-configure.log || { cat build/"$1"-configure.log; return 1; }
  local log=build/$1-build.log
  cmake --build --preset "$1" --target "${@:2}" >"$log" 2>&1 || { grep -v '^\[' "$log" | sed -n 1,80p; return 1; }
}

# Adds what one runner counted: count PASSED FAILED SKIPPED; empty is 0.
count() {
  passed=$((passed + ${1:-0}))
  failed=$((failed + ${2:-0}))
  skipped=$((skipped + ${3:-0}))
  echo "${1:-0} passed${3:+, $3 skipped}"
}
number_in() { sed -nE "s/$2/\1/p" "$1" | tail -n 1; }  # number_in LOG PATTERN
sum_in() { local each sum=0; for each in $(sed -nE "s/$2/\1/p" "$1"); do sum=$((sum + each)); done; echo $sum; }

# Runs the GoogleTest program in two halves at once; how many tests there were, with those skipped, goes to $run.
google_test() {  # google_test NAME COMMAND…
  local half halves=() status=0 log=build/$1-tests.log
  for half in 0 1; do
    GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$half "${@:2}" >"build/$1-tests-$half.log" 2>&1 &
    halves+=($!)
  done
  for half in "${halves[@]}"; do wait "$half" || status=1; done
  cat "build/$1-tests-0.log" "build/$1-tests-1.log" >"$log"
  local ok bad left
  ok=$(sum_in "$log" '^\[  PASSED  \] ([0-9]+) tests?\.$')
  bad=$(sum_in "$log" '^ *([0-9]+) FAILED TESTS?$')
  left=$(sum_in "$log" '^\[  SKIPPED \] ([0-9]+) tests?, listed below:$')
  run=$((ok + bad + left))
  count "$ok" "$bad" "$left"
  sed -nE 's/^\[  SKIPPED \] ([A-Za-z0-9_.\/]+)$/  skipped: \1/p' "$log"
  ((status == 0)) || { grep -E 'FAILED|Failure|ERROR|error' -A 12 "$log" | cut -c-400 | sed -n 1,80p; tail -n 5 "build/$1-tests-0.log" "build/$1-tests-1.log"; return 1; }
  # Each half must have come to its end.
  [[ $(grep -cE '^\[  PASSED  \] [1-9][0-9]* tests?\.$' "$log") == 2 ]]
}

# Runs node's test runner over files.
node_test() {
  local log=build/$1-tests.log status=0
  node --disallow-code-generation-from-strings --test --test-reporter=tap "${@:2}" >"$log" 2>&1 || status=1
  local ok
  ok=$(number_in "$log" '^# pass ([0-9]+)$')
  count "$ok" "$(number_in "$log" '^# fail ([0-9]+)$')" "$(number_in "$log" '^# skipped ([0-9]+)$')"
  sed -nE 's/^ *ok .*(# SKIP .*)/\1/p' "$log" | sort | uniq -c | sed -E 's/^ *([0-9]+) # SKIP/  skipped (\1):/'
  ((status == 0)) || { grep -E '^ *not ok' -A 30 "$log" | sed -n 1,120p; tail -12 "$log"; return 1; }
  [[ ${ok:-0} -gt 0 ]]
}

# One check that is no test of a runner.
check() {  # check WHAT COMMAND…
  local log=build/check.log
  "${@:2}" >"$log" 2>&1 || { cat "$log"; echo "failed: $1"; failed=$((failed + 1)); return 1; }
  passed=$((passed + 1))
  echo "$1"
}

./setup.sh
source tools/node/path.sh
mkdir -p build

if [[ $quick == mutants ]]; then
  section "Lines that are broken one at a time"
  status=0
  node tests/mutants/run.mjs | tee build/mutants.log || status=$?
  count "$(grep -c '^killed' build/mutants.log)" "$(grep -cE '^(SURVIVED|NOT TRIED)' build/mutants.log)" ""
  exit "$status"
fi

section "Format"
check "C++ is formatted" find core tools wasm tests -name node_modules -prune -o \( -name '*.h' -o -name '*.cpp' \) -exec clang-format --dry-run -Werror {} +

section "Native tests"
build native all
google_test native build/native/tests/nearside_tests
native_run=$run

section "Shipped models"
retrained() {
  build/native/tools/nearside train "models/$1/recipe.json" -o "build/$1.nsm" && cmp "build/$1.nsm" "models/$1/$1.nsm"
}
for id in diabetes-pima diabetes-progression recurrence-rotterdam; do
  check "the recipe of $id gives the bytes that are shipped" retrained "$id"
done
catalogue_anew() {
  build/native/tools/nearside catalogue models/*/*.nsm -o models/index.new.json || return 1
  local status=0
  cmp models/index.new.json models/index.json || status=1
  rm models/index.new.json
  return $status
}
check "the catalogue lists the models that are shipped" catalogue_anew
build/native/tools/nearside train tests/fixtures/mixed/mixed.csv --outcome event -o build/mixed.nsm >/dev/null
build/native/tools/nearside train tests/parity/recipes/encode.json -o build/dated.nsm >/dev/null

section "Engine for the browser, typed wrapper"
build wasm nearside_wasm
(cd web && npm run --silent build)
rm -rf build/web-tests
web/node_modules/.bin/tsc -p tests/web/tsconfig.json
node_test web build/web-tests/*.test.mjs

# What is built is the same wherever it is built, and tells nobody where.
names_no_folder() { ! grep -lF -e "$PWD" -e "$(pwd -P)" "$@"; }
check "wasm, glue and tool do not hold this folder's path" names_no_folder build/wasm/wasm/nearside.wasm \
  build/wasm/wasm/nearside.mjs web/dist/engine/nearside.mjs build/native/tools/nearside

section "Command line"
node_test cli tests/cli/*.test.mjs

section "Figures by our protocol"
check "the figures are those of the protocol" \
  node tests/protocol/measure.mjs --only "pima: logistic" --only "heart: logistic, C tuned" --only "progression: ridge"

section "Setting up"
node_test setup tests/setup/*.test.mjs

section "Serving the page"
node_test serve tests/serve/*.test.mjs
check "run.sh serves the page, its script, the wasm and the model" ./run.sh --check

section "Parity of native and wasm"
check "native and wasm give the same bits" node tests/parity/parity.mjs ${quick:+--records 1000}

if [[ -z $quick ]]; then
  section "Page in Chromium and Firefox"
  page_status=0
  (cd web && npm run --silent test) >build/page-tests.log 2>&1 || page_status=1
  count "$(number_in build/page-tests.log '^ *([0-9]+) passed.*')" "$(number_in build/page-tests.log '^ *([0-9]+) failed$')" \
    "$(number_in build/page-tests.log '^ *([0-9]+) skipped$')"
  sed -nE '/^ *[0-9]+ flaky$/,/^ *[0-9]+ (passed|skipped)/p' build/page-tests.log
  ((page_status == 0)) || { tail -120 build/page-tests.log; exit 1; }
  grep -qE '^ *[0-9]+ passed' build/page-tests.log

  section "Tests under sanitizers"
  build sanitize nearside_tests
  google_test sanitize build/sanitize/tests/nearside_tests
  [[ $run == "$native_run" ]] || { echo "sanitizers knew $run tests, native $native_run"; exit 1; }

  section "Tests as wasm"
  build wasm nearside_tests
  google_test wasm node --import 'data:text/javascript,delete globalThis.fetch' build/wasm/tests/nearside_tests.js
  [[ $run == "$native_run" ]] || { echo "wasm knew $run tests, native $native_run"; exit 1; }
fi
