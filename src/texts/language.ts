/** Languages that there are words of beside English. A site turns them on in its configuration. */
export type OtherLanguage = 'cy';
export type SpokenLanguage = 'en' | OtherLanguage;

/** Where a person's own choice is kept on this device */
export const LANGUAGE_CHOICE = 'plainfilm:language';

/** Where a launch keeps for its tab which languages the record asked for (`ui_locales`, OpenID Connect Core 3.1.2.1) */
export const RECORD_LOCALES = 'plainfilm.locales';

/**
 * A room in another language: texts of the same shape in other words. What is left out stays English, and so does what a
 * function has no words for (`undefined`): a new text waits for nobody. A test names what is missing.
 */
export type Spoken<Texts> = Texts extends string
  ? string
  : Texts extends (...given: infer Given) => infer Said
    ? (...given: Given) => (Said extends string ? string : Said) | undefined
    : Texts extends readonly unknown[]
      ? Texts
      : Texts extends object
        ? { readonly [Key in keyof Texts]?: Spoken<Texts[Key]> }
        : Texts;
