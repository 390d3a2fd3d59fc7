import type { OtherLanguage, SpokenLanguage } from './language';

/**
 * The language that somebody wished for and that the site allows, the first wish first.
 * @param wishes language tags (BCP 47), several in one parted by spaces, the most wanted first
 */
export function languageFor(
  allowed: readonly OtherLanguage[],
  wishes: readonly (string | null | undefined)[],
): SpokenLanguage {
  const spoken: readonly SpokenLanguage[] = ['en', ...allowed];
  const tags = wishes.flatMap((wish) => wish?.split(/\s+/) ?? []);
  for (const tag of tags) {
    const [primary] = tag.toLowerCase().split('-');
    const found = spoken.find((one) => one === primary);
    if (found) return found;
  }
  return 'en';
}
