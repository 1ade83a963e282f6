#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing: Debian's packages, a Node where the machine's is too old, and the page's npm packages.
# run.sh and test.sh call it. What worked before stays until its successor is whole.
set -euo pipefail
cd "$(dirname "$0")"
(($# == 0)) || { echo "setup.sh takes no arguments: it installs what run.sh and test.sh need" >&2; exit 2; }

# Ctrl-C: downloads end at once. While Debian's packages are put in place apt finishes first, for a machine with half of
# one is broken; then nothing more begins.
interrupted=
trap 'interrupted=yes' INT
stop_if_interrupted() { [[ -z $interrupted ]] || { echo "Stopped; ./setup.sh goes on from here." >&2; exit 130; }; }

node_is_new_enough() { command -v node >/dev/null && node web/check-node.mjs 2>/dev/null; }

own_node=
if ! node_is_new_enough; then
  own_node=yes
  if [[ ! $(uname -m) =~ ^(x86_64|aarch64)$ ]]; then
    echo "Node 22.12 or newer is needed; npm has none for $(uname -m). Please install it, so that \"node\" is found, and run this again." >&2
    exit 1
  fi
fi

# Reads what apt says of its progress; in place on a terminal, in quarters elsewhere.
show_progress() {
  trap 'echo "  Ctrl-C: stopping as soon as apt can" >&2' INT
  local line what percent shown=
  while IFS= read -r line; do
    [[ $line =~ ^(dl|pm)status:.*:([0-9]+)\.?[0-9]*:[^:]*$ ]] || continue
    what=$([[ ${BASH_REMATCH[1]} == dl ]] && echo downloaded || echo "put in place")
    percent=${BASH_REMATCH[2]}
    if [[ -t 2 ]]; then
      printf '\r  %3d %% %s ' "$percent" "$what" >&2
    elif [[ $shown != "$((percent / 25)) $what" ]] && ((percent >= 25)); then
      printf '  %3d %% %s\n' "$((percent / 25 * 25))" "$what" >&2
      shown="$((percent / 25)) $what"
    fi
  done
  [[ ! -t 2 ]] || printf '\r\033[K' >&2
}

# Where the apt of a Debian does not know its security archive, makes a folder of sources with it and prints its name.
sources_with_security() {
  [[ $(. /etc/os-release; echo "$ID") == debian ]] || return 0
  ! apt-cache policy | grep 'l=Debian-Security' >/dev/null || return 0
  local archive parts
  archive=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -n 1p)
  [[ -n $archive ]] || return 0
  parts=$(mktemp -d)
  chmod 755 "$parts"
  cp /etc/apt/sources.list.d/* "$parts" 2>/dev/null || true
  echo "deb ${archive%/}-security $(. /etc/os-release; echo "$VERSION_CODENAME")-security main" >"$parts/security.list"
  echo "$parts"
}

install_from_debian() {  # install_from_debian PACKAGE…
  local as_root=() parts
  if [[ $(id -u) != 0 ]]; then
    command -v sudo >/dev/null || { echo "Please install as root: apt-get install $*" >&2; exit 1; }
    as_root=(sudo)
  fi
  # The archives are not left behind.
  local options=(-qq --no-install-recommends -o APT::Keep-Downloaded-Packages=false -o APT::Status-Fd=1)
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  stop_if_interrupted
  parts=$(sources_with_security)
  if [[ -n $parts ]]; then
    trap "rm -rf '$parts'" EXIT
    echo "apt does not know Debian's security archive here; this installation takes it in:"
    sed 's/^/  /' "$parts/security.list"
    if "${as_root[@]}" apt-get update -qq -o "Dir::Etc::SourceParts=$parts"; then
      options+=(-o "Dir::Etc::SourceParts=$parts")
    else
      echo "It can't be reached, so the packages come without it." >&2
    fi
    stop_if_interrupted
  fi
  local status=0
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y "${options[@]}" "$@" | show_progress || status=$?
  stop_if_interrupted
  ((status == 0)) || exit "$status"
}

# Installs what FOLDER/package-lock.json pins, aside, and lets it take the place of what is there when it is whole: npm
# itself would first remove what worked.
install_from_npm() {  # install_from_npm FOLDER MADE_FOR
  local aside=$1/.npm-ci
  rm -rf "$aside"
  mkdir "$aside"
  cp "$1/package.json" "$1/package-lock.json" "$aside"
  if ! (cd "$aside" && npm ci --no-fund --no-audit --cache "$PWD/cache"); then
    stop_if_interrupted
    local kept=
    [[ ! -d $1/node_modules ]] || kept=" What was there before is still there."
    echo "The npm packages of $1 could not be installed.$kept" >&2
    rm -rf "$aside"
    exit 1
  fi
  stop_if_interrupted
  mkdir -p "$aside/node_modules"
  echo "$2" >"$aside/node_modules/.made-for"
  [[ ! -d $1/node_modules ]] || mv "$1/node_modules" "$aside/replaced"
  mv "$aside/node_modules" "$1/node_modules"
  rm -rf "$aside"
}

is_made_for() { [[ $(cat "$1/node_modules/.made-for" 2>/dev/null) == "$2" ]]; }  # is_made_for FOLDER MADE_FOR

packages=(g++ cmake ninja-build clang libclang-rt-dev clang-format emscripten libeigen3-dev nlohmann-json3-dev
          libxgboost-dev libsvm-dev libgtest-dev libbenchmark-dev libcli11-dev chromium-headless-shell firefox-esr fonts-noto-cjk)
command -v node >/dev/null || packages+=(nodejs)
command -v npm >/dev/null || packages+=(npm)

# Playwright speaks with new Firefoxes only, not with 140 (microsoft/playwright#38038), which Debian 12 began with; 153,
# which it does, is in the security archive.
firefox_is_new_enough() {
  dpkg --compare-versions "$(dpkg-query -W -f '${Version}' firefox-esr 2>/dev/null || true)" ge 153
}

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[[ " ${missing[*]} " == *" firefox-esr "* ]] || firefox_is_new_enough || missing+=(firefox-esr)
if ((${#missing[@]})); then
  echo "Installing from Debian: ${missing[*]}"
  install_from_debian "${missing[@]}"
  firefox_is_new_enough || echo "Firefox is older than 153: the page's tests in ./test.sh will fail; ./test.sh quick leaves them out." >&2
fi

if [[ -n $own_node ]] && ! node_is_new_enough; then
  made_for="$(uname -m) $(sha256sum <tools/node/package-lock.json)"
  if ! is_made_for tools/node "$made_for"; then
    echo "Installing a Node of this folder's own from npm: the machine has $(node --version)"
    install_from_npm tools/node "$made_for"
  fi
  # Debian's npm 9 calls what this Node deprecates; nobody can act on that.
  export NODE_OPTIONS=--no-deprecation
fi
source tools/node/path.sh

# Packages with machine code are chosen for the Node that installs them.
made_for="$(node -p '`${process.platform} ${process.arch} ${process.versions.modules}`') $(sha256sum <web/package-lock.json)"
if ! is_made_for web "$made_for"; then
  echo "Installing the page's npm packages"
  install_from_npm web "$made_for"
fi
