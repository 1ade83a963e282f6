export declare const metaPolicy: string;
export declare const headerPolicy: string;
export declare const headers: Readonly<Record<string, string>>;
export declare const caching: Readonly<Record<'assets' | 'others', string>>;
export declare function headersFor(file: string): Readonly<Record<string, string>>;
export declare const types: Readonly<Record<string, string>>;
