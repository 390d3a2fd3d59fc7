import type * as en from '../texts';
import { listed as inWelsh } from './plurals';

export const listed: typeof en.listed = inWelsh;
