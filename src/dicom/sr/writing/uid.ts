/** A UID from a random UUID (PS3.5 §B.2): needs no registered root, and is the same nowhere else. */
export const newUid = (): string => `2.25.${BigInt(`0x${crypto.randomUUID().replaceAll('-', '')}`)}`;
