// Stands in for `debug` (see vite.config.ts): each of its logs says nothing.
const silent = () => undefined;
silent.extend = () => silent;
silent.enabled = false;
module.exports = () => silent;
