#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures speed, size and start-up; run ./run.sh --check first. Compare the lines of one run with each other: absolute
# figures move with the machine. Budgets stand beside their figures; nothing fails for being slow.
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset native >/dev/null
cmake --build --preset native --target nearside nearside_bench linear_bench boosting_bench | tail -n 1
build/native/tests/bench/nearside_bench --model=models/diabetes-pima/diabetes-pima.nsm \
  --benchmark_min_time=0.3 2>/dev/null
echo
node tests/bench/wrapper.mjs
echo
node tests/bench/start-up.mjs
echo
node tests/bench/tables.mjs
echo
node tests/bench/linear.mjs
echo
node tests/bench/training.mjs
