import type { Spoken } from '../language';
import type * as en from '../en/feedback';

export const feedbackTexts: Spoken<typeof en.feedbackTexts> = {
  title: 'A oedd o gymorth?',
  basis: 'Eich dewis yn unig a anfonir, heb ddim am y claf nac amdanoch chi.',
  useful: 'Defnyddiol',
  notSeen: 'Ni allwn weld yr hyn yr oedd ei angen arnaf',
  why: 'Beth oedd o’i le?',
  reasons: {
    'pictures-missing': 'Roedd lluniau ar goll',
    'report-missing': 'Roedd yr adroddiad ar goll',
    'not-that-patient': 'Nid dyna’r delweddu yr oeddwn yn chwilio amdano',
    'too-slow': 'Cymerodd ormod o amser',
    'hard-to-find': 'Ni chefais hyd i’r ffordd',
    'something-else': 'Rhywbeth arall',
  },
  thanks: 'Diolch.',
  notSent: 'Nid oedd modd ei anfon.',
};
