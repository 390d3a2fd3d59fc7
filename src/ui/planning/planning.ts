export { default as Planned } from './Planned.svelte';
export { default as PlanningLink } from './PlanningLink.svelte';
export { default as RailPlanned } from './RailPlanned.svelte';
