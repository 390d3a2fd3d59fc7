import { configure } from '@testing-library/svelte';

// What a test waits for comes; on a machine that others use it comes later.
configure({ asyncUtilTimeout: 10_000 });
