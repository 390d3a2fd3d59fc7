import { object, objects, present, type Json } from '../resource/json';

/**
 * A DiagnosticReport as R4 has it. STU 3 names who made it in `performer[].actor`, its pictures `image`, its coded conclusion
 * `codedDiagnosis`, its encounter `context`; R5 says in `note` what has no place elsewhere.
 */
export function inR4Form(report: Json): Json {
  const actors = objects(report['performer']).map((each) => object(each['actor']) ?? each);
  const media = [...objects(report['media']), ...objects(report['image'])];
  const coded = [...objects(report['conclusionCode']), ...objects(report['codedDiagnosis'])];
  return present({
    ...report,
    performer: actors.length > 0 ? actors : undefined,
    media: media.length > 0 ? media : undefined,
    conclusionCode: coded.length > 0 ? coded : undefined,
    encounter: report['encounter'] ?? report['context'],
  });
}
