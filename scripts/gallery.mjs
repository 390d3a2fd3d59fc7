import { gallery } from './gallery-server.mjs';

/* `npm run gallery`: every state of the screen by its name, in the browser, from the fixtures that `npm run screens` renders. */
const { address } = await gallery({ port: Number(process.env.PORT ?? 8614) });
console.log(`The gallery is at ${address}. Ctrl-C ends it.`);
