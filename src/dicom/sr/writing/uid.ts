/** A UID from a random UUID (PS3.5 §B.2): needs no registered root, and is the same nowhere else. */
export const newUid = (): string => `2.25.${BigInt(`0x${crypto.randomUUID().replaceAll('-', '')}`)}`;

/** UIDs of the objects that are written, and of their series. */
export interface WrittenUids {
  readonly choice: string;
  readonly choiceSeries: string;
  readonly view: string;
  readonly viewSeries: string;
}
