export function findChromium(): Promise<string | undefined>;
export function findTestChromium(): Promise<string | undefined>;
export function needChromium(): Promise<string>;
export function needTestChromium(): Promise<string>;
export const chromiumArgs: readonly string[];
