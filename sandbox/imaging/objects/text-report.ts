import type { SeriesPlan } from '../study-plan';
import { code, container, dcm, documentElements, image, text, verifiedBy } from './content';
import { objectPlan, objectSeries } from './object-plan';
import type { NamedPictures } from './pictures';

const basicText = '1.2.840.10008.5.1.4.1.1.88.11';

export interface TextReport {
  readonly at: string;
  /** PN: `Farrow-Hale^Imogen^^Dr` */
  readonly reader: string;
  readonly register: readonly [value: string, scheme: string];
  readonly organisation: string;
  readonly history: string;
  readonly findings: string;
  readonly conclusion: string;
  readonly pictures: NamedPictures;
}

/** A Basic Text SR (TID 2000) that somebody verified: the only report of a study whose record has none. */
export function textReport(report: TextReport): SeriesPlan {
  const [value, scheme] = report.register;
  const elements = documentElements({
    at: report.at,
    title: dcm('126060', 'Radiology Report'),
    template: '2000',
    pictures: [report.pictures],
    content: [
      container(dcm('121060', 'History'), [text(dcm('121060', 'History'), report.history)]),
      container(dcm('121070', 'Findings'), [
        text(dcm('121071', 'Finding'), report.findings),
        image(report.pictures, dcm('121200', 'Illustration of ROI')),
      ]),
      container(dcm('121076', 'Conclusions'), [text(dcm('121077', 'Conclusion'), report.conclusion)]),
    ],
  });
  const verification = verifiedBy(
    report.reader,
    report.organisation,
    code(value, scheme, 'Professional registration'),
    report.at,
  );
  return objectSeries('SR', 'Report', objectPlan(basicText, { ...elements, ...verification }));
}
