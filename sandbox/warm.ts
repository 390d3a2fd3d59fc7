import { setPriority } from 'node:os';
import { buildCatalogue, warmCatalogue } from './imaging/catalogue';

/*
 * Makes the demonstration's images before anybody asks for them. A process of its own, behind everything else: some
 * take seconds of arithmetic, in which the record would not answer.
 */
setPriority(10);
await warmCatalogue(await buildCatalogue());
