export function findChromium(): Promise<string | undefined>;
export function needChromium(): Promise<string>;
export const chromiumArgs: readonly string[];
