// SPDX-License-Identifier: Apache-2.0
// The wasm module as this package sees it: typed, and instantiated from bytes that are compiled once.
import createNearside from './nearside.mjs';

/** Addresses of the workspace's arrays in the instance's memory, in bytes (wasm/bindings.cpp). */
export interface Layout {
  readonly kinds: number;
  readonly numbers: number;
  readonly units: number;
  readonly levels: number;
  readonly outputs: number;
  readonly contributions: number;
  readonly margins: number;
  readonly issuePredictors: number;
  readonly issueCodes: number;
  readonly issueSeen: number;
  readonly issueLimits: number;
  readonly columns: number;
  readonly absences: number;
  readonly absencePredictors: number;
  readonly absenceSeen: number;
  readonly absenceLimits: number;
}

export interface CoreFault {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** An instance of the engine. */
export interface EngineModule {
  reserveFile(size: number): number;
  load(): { readonly ok: true } | { readonly ok: false; readonly error: CoreFault };
  /** `{model, issueCodes, absences}`, frozen. */
  describe(): unknown;
  layout(): Layout;
  setText(cell: number, text: string): void;
  predict(): number;
  wipe(): void;
  /** Another one after the memory has grown. */
  readonly HEAPU8: Uint8Array;
}

/** What wasm/bindings.cpp exports, with the view of memory that Emscripten keeps current. Texts are JSON, ended by a 0. */
interface Exports {
  reserveFile(size: number): number;
  load(): number;
  describe(): number;
  layout(): number;
  reserveText(cell: number, size: number): number;
  predict(): number;
  wipe(): void;
  readonly HEAPU8: Uint8Array;
}

/** A new instance of `compiled`, with memory of its own. */
export async function instantiate(compiled: WebAssembly.Module): Promise<EngineModule> {
  const core = (await createNearside({
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object {
      void WebAssembly.instantiate(compiled, imports).then(done);
      return {};
    },
  })) as Exports;
  const read = (address: number): unknown => {
    const memory = core.HEAPU8;
    return JSON.parse(new TextDecoder().decode(memory.subarray(address, memory.indexOf(0, address))));
  };
  return {
    get HEAPU8() {
      return core.HEAPU8;
    },
    reserveFile: core.reserveFile,
    predict: core.predict,
    wipe: core.wipe,
    load() {
      const fault = core.load();
      return fault === 0 ? { ok: true } : { ok: false, error: read(fault) as CoreFault };
    },
    describe() {
      const described = read(core.describe()) as { readonly fractions: number };
      return completed(described, new Float64Array(core.HEAPU8.buffer, described.fractions));
    },
    layout: () => read(core.layout()) as Layout,
    setText(cell, text) {
      const bytes = new TextEncoder().encode(text);
      const address = core.reserveText(cell, bytes.length);
      if (address !== 0) core.HEAPU8.set(bytes, address);
    },
  };
}

/** Puts the numbers that are not whole in the place of `{"": their place}`, and freezes everything. */
function completed(value: unknown, fractions: Float64Array): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const parts = value as Record<string, unknown>;
  const place = parts[''];
  if (typeof place === 'number') return fractions[place];
  for (const key of Object.keys(parts)) {
    const part = parts[key];
    if (typeof part === 'object') parts[key] = completed(part, fractions);
  }
  return Object.freeze(value);
}
