// SPDX-License-Identifier: Apache-2.0
// What GoogleTest reads of the environment, which Emscripten does not pass on by itself.
Module.preRun = () => {
  for (const name of ['GTEST_TOTAL_SHARDS', 'GTEST_SHARD_INDEX']) {
    if (process.env[name] !== undefined) ENV[name] = process.env[name];
  }
};
