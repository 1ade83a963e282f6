// SPDX-License-Identifier: Apache-2.0
// Emscripten's glue; module.ts gives it its types.
export default function createNearside(options: object): Promise<unknown>;
