import type { Reason } from '../../domain/launch/feedback';

/** Whether it helped: asked at the end, of whoever wants to say it. */
export const feedbackTexts = {
  title: 'Did it help?',
  basis: 'Only your choice is sent, with nothing of the patient or of you.',
  useful: 'Useful',
  notSeen: 'I could not see what I needed',
  why: 'What was it?',
  reasons: {
    'pictures-missing': 'Pictures were missing',
    'report-missing': 'The report was missing',
    'not-that-patient': 'It was not the imaging I was looking for',
    'too-slow': 'It took too long',
    'hard-to-find': 'I did not find how',
    'something-else': 'Something else',
  } satisfies Record<Reason, string>,
  thanks: 'Thank you.',
  notSent: 'It could not be sent.',
};
