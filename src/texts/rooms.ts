type Words = readonly unknown[];

/** A room of texts that is loaded: its place among the rooms, what it exports, and what puts other words there. */
type Room = readonly [at: number, english: Words, put: (words: Words) => void];

/**
 * Gives what a room exports in other words: those of a language, of a site, of a test.
 * @returns as many, of the same shapes
 */
export type Language = (room: number, english: Words) => Words;

/** Where each room says that it is loaded, by a line that the build adds to it (scripts/vite-rooms.ts). */
const loaded = globalThis as { plainfilmRooms?: Room[] };

/**
 * From now on every room speaks so: those that are here, and those that are loaded later. English is what the rooms hold: a
 * launch in English needs nothing of this.
 */
export function speak(language: Language): void {
  const rooms = (loaded.plainfilmRooms ??= []);
  const change = ([at, english, put]: Room) => put(language(at, english));
  rooms.forEach(change);
  rooms.push = (...more) => {
    more.forEach(change);
    return Array.prototype.push.apply(rooms, more);
  };
}
