export interface Served {
  readonly address: string;
  /** The paths that were asked for, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}
export declare function serve(root: URL, options?: { readonly port?: number }): Promise<Served>;
