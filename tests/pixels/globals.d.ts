import type { Pipeline } from './asked';

declare global {
  /** In the page only */
  var pixels: Pipeline;
}
