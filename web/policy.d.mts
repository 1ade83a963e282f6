export declare const metaPolicy: string;
export declare const headerPolicy: string;
export declare const headers: Readonly<Record<string, string>>;
