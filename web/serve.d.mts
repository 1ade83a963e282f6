// SPDX-License-Identifier: Apache-2.0
export interface Served {
  readonly address: string;
  close(): Promise<void>;
}
export interface ServeOptions {
  /** 0, which is the default, takes a free one. */
  readonly port?: number;
  /** Hears the address of each request, as it was asked for: "/mark.svg?again". */
  readonly onRequest?: (address: string) => void;
}
export declare function serve(folder: URL, options?: ServeOptions): Promise<Served>;
