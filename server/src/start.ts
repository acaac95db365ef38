import { fileURLToPath } from 'node:url';
import { startProgram } from './disk/compiled-code.js';

/*
 * What an editor starts: the server as a process (`node.ts`), from what V8 has made of its text at an earlier start. Kept for
 * the next is what has been compiled a moment after the first answer, while nobody waits; or at the end, if that comes first.
 */

/** In milliseconds. The functions that the background needs have run by then. */
const MOMENT = 1000;

const { exports, keep } = startProgram(fileURLToPath(new URL('./server-main.cjs', import.meta.url)));
(exports as typeof import('./node.js')).answered.then(() => {
  setTimeout(keep, MOMENT).unref();
  process.on('exit', keep);
});
