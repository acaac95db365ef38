import { describe, expect, it } from 'vitest';
import { addToList, ruleTestText, ruleText } from './new-rule.js';

const LIST = `import { alpha } from './hwlocks/alpha.js';
import { gamma } from './qualcomm/gamma.js';
import type { Rule } from './rule.js';

/** Every rule, in reading order. */
export const rules: readonly Rule[] = [
  alpha,
  gamma,
];
`;

describe('a new rule', () => {
  it('is listed behind those of its folder', () => {
    expect(addToList(LIST, 'hwlocks', 'beta-ray')).toBe(`import { alpha } from './hwlocks/alpha.js';
import { betaRay } from './hwlocks/beta-ray.js';
import { gamma } from './qualcomm/gamma.js';
import type { Rule } from './rule.js';

/** Every rule, in reading order. */
export const rules: readonly Rule[] = [
  alpha,
  betaRay,
  gamma,
];
`);
  });

  it('of a new folder is listed last', () => {
    const list = addToList(LIST, 'style', 'indent');
    expect(list).toContain("import type { Rule } from './rule.js';\nimport { indent } from './style/indent.js';\n");
    expect(list).toContain('  gamma,\n  indent,\n];');
  });

  it('has a rule and a test that name its code', () => {
    expect(ruleText('beta-ray')).toContain("export const betaRay = defineRule({\n  code: 'beta-ray',");
    expect(ruleTestText('beta-ray')).toContain("import { betaRay } from './beta-ray.js';");
  });
});
