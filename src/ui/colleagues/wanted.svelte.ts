/** What a person asked for that has to do with colleagues: a command, or a link that was pasted onto the screen. */
export const wanted = $state<{ by?: 'shareView' | 'meeting' | { readonly pasted: string } | undefined }>({});
