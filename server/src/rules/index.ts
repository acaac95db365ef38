import type { Rule } from './rule.js';

/** Every rule, in reading order. */
export const rules: readonly Rule[] = [];
