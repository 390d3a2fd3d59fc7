import { LANGUAGE_CHOICE, type SpokenLanguage } from '../../texts/language';

/** Each by its own name, for who cannot read the one that is shown */
export const LANGUAGE_NAMES: Readonly<Record<SpokenLanguage, string>> = { en: 'English', cy: 'Cymraeg' };

export const spokenNow = (): string | undefined => document.documentElement.lang.split('-')[0];

/**
 * The page begins anew in another language; the sign-in stays.
 * @returns whether this device could keep the choice
 */
export function speakFromNowOn(language: SpokenLanguage): boolean {
  if (language === spokenNow()) return true;
  try {
    localStorage.setItem(LANGUAGE_CHOICE, language);
    location.reload();
    return true;
  } catch {
    return false;
  }
}
