#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing: Debian's packages and the page's npm packages. run.sh and test.sh call it.
set -euo pipefail
cd "$(dirname "$0")"

packages=(g++ cmake ninja-build clang libclang-rt-dev clang-format emscripten libeigen3-dev nlohmann-json3-dev
          libxgboost-dev libsvm-dev libgtest-dev libbenchmark-dev libcli11-dev chromium firefox-esr fonts-noto-cjk)
command -v node >/dev/null || packages+=(nodejs)
command -v npm >/dev/null || packages+=(npm)

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if ((${#missing[@]})); then
  echo "Installing from Debian: ${missing[*]}"
  as_root=()
  if [[ $(id -u) != 0 ]]; then
    command -v sudo >/dev/null || { echo "Please install as root: apt-get install ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
  fi
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if [[ ! -e web/node_modules/.package-lock.json || web/package-lock.json -nt web/node_modules/.package-lock.json ]]; then
  echo "Installing the page's npm packages"
  (cd web && npm ci --no-fund --no-audit --loglevel=error)
fi
