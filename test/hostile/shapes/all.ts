import { DIRECTIVES } from './directives.js';
import { REPEATED } from './repeated.js';
import type { Shape } from './shape.js';
import { STRUCTURES } from './structures.js';
import { VALUES } from './values.js';

/** Every shape that has broken some parser somewhere, each in its turn. */
export const SHAPES: readonly Shape[] = [...STRUCTURES, ...VALUES, ...DIRECTIVES, ...REPEATED];
