/* What of the list comes behind the picture. */
export { default as ListLinks } from './ListLinks.svelte';
export { default as Planned } from '../planning/Planned.svelte';
export { default as PlanningLink } from '../planning/PlanningLink.svelte';
export { default as RailPlanned } from '../planning/RailPlanned.svelte';
