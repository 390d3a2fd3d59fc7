import type { Measurement } from '../../domain/measure/measurement';
import type { Patient } from '../../domain/patient/patient';
import type { SecondLook } from '../../domain/ports/second-looks';
import type { Frame, Study } from '../../domain/study/study';
import { measurementWords } from '../../texts/en/measured';
import { secondLookTexts as texts } from '../../texts/en/second-look';
import { whoseWords } from '../texts/whose-words';

export type Sureness = keyof typeof texts.sureness;

/** What a person wrote of a picture, and the picture. */
export interface Worry {
  readonly id: string;
  readonly patient: Patient;
  readonly study: Study;
  readonly frame: Frame;
  /** "CT chest, Lung, 24-Oct-2026, image 5 of 30" */
  readonly picture: string;
  /** "image 5 of 30" */
  readonly imageWords: string;
  readonly worry: string;
  readonly sure: Sureness;
  readonly contact: string;
  readonly marks: readonly Measurement[];
  readonly department: string | undefined;
  readonly who: string | undefined;
  /** In words */
  readonly when: string;
}

/** The letter's lines below its head: what is sent is the same. */
function bodyOf({ study, picture, worry, sure, contact, marks, who, when }: Worry): readonly string[] {
  const { letter } = texts;
  return [
    letter.picture(picture),
    ...(study.accessionNumber ? [letter.accession(study.accessionNumber)] : []),
    letter.worry(worry.trim()),
    letter.sure(texts.sureness[sure]),
    ...marks.map((mark) => letter.marked(measurementWords(mark))),
    letter.contact(contact.trim()),
    letter.from(who, when),
    letter.person,
  ];
}

export const letterOf = (worry: Worry): readonly string[] => [
  texts.letter.to(worry.department ?? texts.departmentHeading),
  texts.letter.heading,
  whoseWords(worry.patient),
  ...bodyOf(worry),
];

/** As it goes into the record, which knows whose it is. */
export function lookOf(worry: Worry): SecondLook {
  const [request, ...others] = (worry.study.orders ?? []).filter((each) =>
    /^ServiceRequest\/[^|]+$/.test(each),
  );
  return {
    id: worry.id,
    study: worry.frame.instance.study,
    image: worry.frame.instance.uid,
    ...(request && others.length === 0 && { request }),
    imageWords: worry.imageWords,
    summary: texts.summary(worry.picture),
    words: bodyOf(worry).join('\n'),
  };
}
