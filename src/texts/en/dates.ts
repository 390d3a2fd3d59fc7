import * as dates from '../../domain/dates';
import * as age from '../../domain/patient/age';

/* Dates and ages as the patient banner's guidance has them (CUI D+T, PAB): domain knows its English form. */

/** "14-Jul-1945", "Jul-1945", "Not recorded" */
export const dateWords = dates.dateWords;

/** "61y", "4w 1d" */
export const ageWords = age.ageWords;
