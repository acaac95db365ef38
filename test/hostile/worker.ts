import { newParser } from '../parser.js';
import { analyse } from './analyse.js';
import { choicesOf, hostileInput, type Ingredients } from './input.js';
import type { Answer, Task } from './watched.js';

/* A process that analyses hostile inputs, one after the other, and that its parent ends when it takes too much. */

let start: Ingredients | undefined;

process.on('message', async (message: Ingredients | Task) => {
  if ('sources' in message) {
    start = message;
    return;
  }
  const { index } = message;
  const input = hostileInput(index, start!);
  let failure: string | undefined;
  const begin = performance.now();
  try {
    // A parser of its own has no memory of the inputs before.
    await analyse(input, await newParser(), choicesOf(index));
  } catch (error) {
    failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const answer: Answer = {
    index,
    name: input.name,
    milliseconds: performance.now() - begin,
    residentBytes: process.resourceUsage().maxRSS * 1024,
    ...(failure !== undefined && { failure }),
  };
  process.send!(answer);
});
