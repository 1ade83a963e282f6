# SPDX-License-Identifier: Apache-2.0
# Sourced by the scripts, in the checkout's folder: where the machine's Node is missing or too old, the one that setup.sh
# brought is found first.
if ! node web/check-node.mjs 2>/dev/null; then
  for folder in "$PWD"/tools/node/node_modules/node-linux-*/bin; do PATH=$folder:$PATH; done
  unset folder
  node web/check-node.mjs
fi
