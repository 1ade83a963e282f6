#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets up, builds, trains the shipped model, predicts one record natively and as wasm, and serves the page.
set -euo pipefail
caller=$PWD
cd "$(dirname "$0")"

usage='Usage: ./run.sh [--port N] [--check] [--install [FOLDER]]
  Installs what is missing, builds everything, and serves the page at http://localhost:8080/ to this machine alone.
  --port N             another port; if it is taken, the next free one
  --check              instead of staying, requests the page, its script, the wasm and the model, and says what came
  --install [FOLDER]   instead of serving, puts a link to the tool into FOLDER (~/.local/bin, if none is named), so
                       that "nearside" is found in every folder'

refuse() { printf '%s\n%s\n' "$1" "$usage" >&2; exit 2; }

serving=()
install_to=
while (($#)); do
  case $1 in
    --check) serving+=(--check) ;;
    --port=*) set -- --port "${1#*=}" "${@:2}"; continue ;;
    --port)
      [[ ${2:-} =~ ^[0-9]{1,5}$ ]] && ((10#$2 <= 65535)) || refuse "--port needs a number up to 65535, not \"${2:-}\""
      serving+=(--port "$2")
      shift ;;
    --install)
      install_to=${2:-$HOME/.local/bin}
      [[ $install_to != -* ]] || refuse "--install needs a folder, not \"$install_to\""
      [[ $install_to == /* ]] || install_to=$caller/$install_to
      [[ -z ${2:-} ]] || shift ;;
    -h | --help) echo "$usage"; exit ;;
    *) refuse "Unknown argument \"$1\"" ;;
  esac
  shift
done
[[ -z $install_to || ${#serving[@]} == 0 ]] || refuse "--install does not serve: give it alone"

# Counts the steps of a build: in place on a terminal, in quarters elsewhere.
show_progress() {
  local line percent shown=0
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    percent=$((100 * BASH_REMATCH[1] / BASH_REMATCH[2]))
    if [[ -t 1 ]]; then
      printf '\r  %d of %d ' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
    elif ((percent / 25 > shown)) && ((BASH_REMATCH[2] >= 20)); then
      shown=$((percent / 25))
      printf '  %d %%\n' "$((25 * shown))"
    fi
  done
  [[ ! -t 1 ]] || printf '\r\033[K'
}

# Says WHAT is done and does it; shows what it printed only if it fails.
quietly() {  # quietly WHAT COMMAND…
  echo "$1"
  local status=0
  "${@:2}" 2>&1 | tee build/run.log | show_progress || status=$?
  ((status != 130)) || exit 130
  ((status == 0)) || { tail -n 60 build/run.log >&2; echo "$1: failed" >&2; return 1; }
}

build() {  # build PRESET TARGET…
  [[ -e build/$1/build.ninja ]] || cmake --preset "$1"
  cmake --build --preset "$1" --target "${@:2}"
}

page_is_built() {
  local last=web/dist/element/nearside-calculator.js  # the last thing that build.mjs writes
  [[ -e $last ]] && [[ -z $(find web/src web/public web/index.html web/*.mjs web/tsconfig*.json models/*/*.nsm models/index.json \
    web/node_modules/.made-for build/wasm/wasm/nearside.wasm -newer "$last" -print -quit) ]]
}

mkdir -p build
if [[ ! -e build/wasm/wasm/nearside.wasm || ! -d web/node_modules ]]; then
  echo "The first run installs and builds, which takes some minutes; the next ones take seconds."
fi
./setup.sh
source tools/node/path.sh
quietly "Building the tool for this machine" build native nearside
nearside=build/native/tools/nearside

if [[ -n $install_to ]]; then
  link=$install_to/nearside
  [[ ! -e $link || -L $link ]] || { echo "$link is there already, and is no link: it is left as it is" >&2; exit 1; }
  mkdir -p "$install_to"
  [[ ! -L $link || $(readlink "$link") == "$PWD/$nearside" ]] || echo "$link led to $(readlink "$link") before"
  ln -sfn "$PWD/$nearside" "$link"
  echo "$link leads to $PWD/$nearside"
  [[ :$PATH: == *:"$install_to":* ]] || echo "That folder is not on your PATH yet: export PATH=\"$install_to:\$PATH\""
  exit
fi

quietly "Building the engine for the browser" build wasm nearside_wasm
page_is_built || quietly "Building the page" npm --prefix web run --silent build

model=build/diabetes-pima.nsm
quietly "Training models/diabetes-pima from its recipe" "$nearside" train models/diabetes-pima/recipe.json -o "$model"

record='woman,known_diabetes,pregnant,glucose,pressure,triceps,insulin,mass,pedigree,age
yes,no,6,148,72,35,,33.6,0.627,50'
echo "Predicting one record"
echo -n "  natively  "
"$nearside" predict "$model" 2>/dev/null <<<"$record" | tail -n 1 | cut -d, -f 11
echo -n "  as wasm   "
node --input-type=module - "$model" <<'JS'
import { loadModel } from './web/dist/engine/node.js';
const model = await loadModel(process.argv[2]);
const person = { woman: true, known_diabetes: false, pregnant: 6, pedigree: 0.627, age: 50 };
const record = { ...person, glucose: 148, pressure: 72, triceps: 35, mass: 33.6 };
console.log(String(model.predict(record).outputs.risk));
JS
echo "For information and research; not a diagnosis; a clinician decides."
exec node web/serve.mjs "${serving[@]}"
