import { words } from '../resource/coded';
import { object, objects, text, type Json } from '../resource/json';

/** FHIR request-priority but `routine`, in words: stat is said as what it means */
const PRIORITIES: Readonly<Record<string, string>> = {
  urgent: 'Urgent',
  asap: 'As soon as possible',
  stat: 'Immediate (stat)',
};

/** Extensions by which profiles mark an urgent, unexpected or critical result, or one of cancer */
const MARK = /(?:alert|urgen|critical|unexpected|significant|actionable|red-?flag|cancer|priority)[^/]*$/i;

/** Tags and categories that say so themselves */
const SAYS =
  /\b(?:alert|urgent|critical|unexpected|significant finding|actionable|red flag|suspected cancer)\b/i;

/**
 * What a DiagnosticReport itself says of its urgency: its priority, an extension that is named for it, a tag or a category.
 * In the record's words; nothing is concluded from the text or from a diagnosis.
 */
export function alertsOf(report: Json): readonly string[] {
  const marked = objects(report['extension'])
    .filter(({ url }) => MARK.test(text(url) ?? ''))
    .flatMap(alertIn);
  const tags = [...objects(object(report['meta'])?.['tag']), ...objects(report['category'])].flatMap(
    (each) => text(each['display']) ?? words(each) ?? [],
  );
  return [
    ...new Set([
      ...priority(text(report['priority'])),
      ...marked,
      ...tags.filter((each) => SAYS.test(each) && !/\b(?:no|not|non|without)\b/i.test(each)),
    ]),
  ];
}

const priority = (code: string | undefined): readonly string[] => {
  if (code === undefined || code === 'routine') return [];
  return [PRIORITIES[code] ?? code];
};

function alertIn(extension: Json): readonly string[] {
  const coding = object(extension['valueCoding']);
  const said =
    words(extension['valueCodeableConcept']) ??
    (coding && (text(coding['display']) ?? text(coding['code']))) ??
    text(extension['valueString']);
  if (said !== undefined) return /^(?:routine|normal|none|no)$/i.test(said) ? [] : [said];
  const code = text(extension['valueCode']);
  if (code !== undefined) return priority(code);
  if (extension['valueBoolean'] !== true) return [];
  // "…/StructureDefinition/critical-result" → "Critical result"
  const url = text(extension['url']) ?? '';
  const name = url
    .slice(url.lastIndexOf('/') + 1)
    .replace(/^extension-/i, '')
    .replace(/[-_]+/g, ' ');
  return name ? [name.charAt(0).toUpperCase() + name.slice(1)] : [];
}
