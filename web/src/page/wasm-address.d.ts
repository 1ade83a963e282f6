// SPDX-License-Identifier: Apache-2.0
/** Vite's: the address of a file that it puts beside the script. */
declare module '*.wasm?url' {
  const address: string;
  export default address;
}
