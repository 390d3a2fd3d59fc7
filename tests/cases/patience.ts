import { expect as base } from '@playwright/test';

/** Every launch here is against loopback and small pictures: what has not come by then does not come, on a busy machine too. */
export const expect = base.configure({ timeout: 20_000 });
