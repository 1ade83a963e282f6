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

/** What wasm/bindings.cpp exports, with the views of memory that Emscripten keeps current. */
export interface EngineModule {
  reserveFile(size: number): number;
  load(): { readonly ok: true } | { readonly ok: false; readonly error: CoreFault };
  describe(): unknown;
  layout(): Layout;
  setText(predictor: number, text: string): void;
  predict(): number;
  wipe(): void;
  readonly HEAPU8: Uint8Array;
}

/** A new instance of `compiled`, with memory of its own. */
export async function instantiate(compiled: WebAssembly.Module): Promise<EngineModule> {
  return createNearside({
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object {
      void WebAssembly.instantiate(compiled, imports).then(done);
      return {};
    },
  }) as Promise<EngineModule>;
}
