/* What comes with the first tool that measures: what draws figures, and what finds their numbers. */

export { default as MeasureLayer } from './MeasureLayer.svelte';
export { measurableOf } from '../../domain/measure/measurable';
export { measure, measureInMotion } from '../../domain/measure/measure';
