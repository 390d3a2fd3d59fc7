/** What of a slide's view is open. */
export type OpenParts = Readonly<Record<'map' | 'aside' | 'paths' | 'facts', boolean>>;
