/** By scripts/vite-rooms.ts */
declare module 'virtual:rooms' {
  /** Each room by its place: its name, and what it exports in order */
  const rooms: readonly (readonly [name: string, exports: readonly string[]])[];
  export default rooms;
}

declare module 'virtual:texts' {
  /** A text, `false` for what puts words together, or more of them by their keys */
  type Held = string | false | { readonly [key: string]: Held };
  /** What each room holds in English, by room and export */
  const texts: Readonly<Record<string, Readonly<Record<string, Held>>>>;
  export default texts;
}
