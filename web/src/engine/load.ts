// SPDX-License-Identifier: Apache-2.0
import { EngineError } from './errors.js';
import { Model } from './model.js';
import { instantiate, type EngineModule } from './module.js';

/** Where the bytes of a model file or of the engine come from. */
export type Source = string | URL | ArrayBuffer | Uint8Array;

export interface LoadOptions {
  /** The engine's wasm, if it does not lie beside this script. */
  readonly engine?: Source;
  /** Makes an engine instance; for tests. */
  readonly instantiate?: () => Promise<EngineModule>;
}

/** Reads the bytes behind an address. Browsers fetch; Node reads files, too. */
export type Fetcher = (url: URL) => Promise<Uint8Array>;

async function bytesOf(source: Source, fetcher: Fetcher, base: string): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source.slice();
  if (source instanceof ArrayBuffer) return new Uint8Array(source.slice(0));
  if (typeof source !== 'string' && !(source instanceof URL)) {
    throw new EngineError('cannot_read', 'expected an address or bytes');
  }
  const url = new URL(source, base);
  try {
    return await fetcher(url);
  } catch (cause) {
    throw new EngineError('cannot_read', `${url.href} could not be read`, { cause });
  }
}

/** Compiles each engine once; every model gets an instance of its own. */
const compiled = new Map<string, Promise<WebAssembly.Module>>();

function compile(source: Source, fetcher: Fetcher, base: string): Promise<WebAssembly.Module> {
  // The copy's buffer is an ArrayBuffer of exactly these bytes.
  const fresh = async () => WebAssembly.compile((await bytesOf(source, fetcher, base)).buffer as ArrayBuffer);
  if (typeof source !== 'string' && !(source instanceof URL)) return fresh();
  const key = new URL(source, base).href;
  let module = compiled.get(key);
  if (module === undefined) {
    module = fresh();
    compiled.set(key, module);
    module.catch(() => compiled.delete(key));
  }
  return module;
}

const ownEngine = (): URL => new URL('./nearside.wasm', import.meta.url);

/** `loadModel` and `prepareEngine` for one platform. */
export function loaderFor(fetcher: Fetcher, base: () => string) {
  /** Begins to fetch and compile the engine, so that it is ready when a model file is. A failure waits for `loadModel`. */
  function prepareEngine(): void {
    compile(ownEngine(), fetcher, base()).catch(() => {});
  }

  async function loadModel(source: Source, options: LoadOptions = {}): Promise<Model> {
    const engine = options.engine ?? ownEngine();
    if (options.engine === undefined && options.instantiate === undefined) prepareEngine();
    const make =
      options.instantiate ??
      (async () => {
        let module: WebAssembly.Module;
        try {
          module = await compile(engine, fetcher, base());
        } catch (cause) {
          if (cause instanceof EngineError) throw cause;
          throw new EngineError('cannot_read', 'the engine could not be compiled', { cause });
        }
        return instantiate(module);
      });
    return Model.load(await bytesOf(source, fetcher, base()), make);
  }

  return { loadModel, prepareEngine };
}
