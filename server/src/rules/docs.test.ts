import { describe, it } from 'vitest';
import { checkRule } from '../../../test/fixture.js';
import { rules } from './index.js';

/* The examples of the documentation are tests: what they mark is found, and nothing else. One of a single file may leave out `/dts-v1/;`. */

describe.each(rules.map((rule) => [rule.code, rule] as const))('the documentation of %s', (_, rule) => {
  const examples = [...rule.docs.matchAll(/^```dts\n(.*?)^```$/gms)].map((match) => match[1]!);

  it.each(examples.map((text, index) => [index + 1, text] as const))('example %i', async (_, text) => {
    await checkRule(rule, /^(\/\/- |\/dts-v1\/)/m.test(text) ? text : `/dts-v1/;\n${text}`);
  });
});
