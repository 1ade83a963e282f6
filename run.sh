#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets up, builds, trains the shipped model, and predicts one record natively and as wasm.
set -euo pipefail
cd "$(dirname "$0")"

build() {  # build PRESET TARGET…
  [[ -e build/$1/build.ninja ]] || cmake --preset "$1" >/dev/null
  cmake --build --preset "$1" --target "${@:2}" | tail -n 1
}

./setup.sh
echo "Building for this machine"
build native nearside
echo "Building for the browser"
build wasm nearside_wasm
if [[ ! -e web/dist/engine/nearside.wasm || -n $(find web/src web/build.mjs build/wasm/wasm/nearside.wasm -newer web/dist/engine/nearside.wasm -print -quit) ]]; then
  (cd web && npm run --silent build)
fi

nearside=build/native/tools/nearside
model=build/diabetes-pima.nsm
echo "Training models/diabetes-pima/recipe.json"
"$nearside" train models/diabetes-pima/recipe.json -o "$model"

record='pregnant,glucose,pressure,triceps,insulin,mass,pedigree,age
6,148,72,35,,33.6,0.627,50'
echo
echo "One record: $(tail -n 1 <<<"$record")"
echo -n "native  risk = "
"$nearside" predict "$model" 2>/dev/null <<<"$record" | tail -n 1 | cut -d, -f 9
echo -n "wasm    risk = "
node --input-type=module - "$model" <<'JS'
import { loadModel } from './web/dist/engine/node.js';
const model = await loadModel(process.argv[2]);
const record = { pregnant: 6, glucose: 148, pressure: 72, triceps: 35, mass: 33.6, pedigree: 0.627, age: 50 };
console.log(String(model.predict(record).outputs.risk));
JS
echo "For information and research; not a diagnosis; a clinician decides."
