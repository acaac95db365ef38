import { describe, expect, it } from 'vitest';
import { testParser } from '../../../test/parser.js';
import { splitProperty } from './property-text.js';

describe('the text of a property', () => {
  it.each([
    ['status = "okay";', { name: 'status', value: '"okay"' }],
    ['empty;', { name: 'empty', value: undefined }],
    ['a: b: #clock-cells = <1>;', { name: '#clock-cells', value: '<1>' }],
    ['qcom,x-y.z?+@1*=\n\t<1>,\n\t<2> \n;', { name: 'qcom,x-y.z?+@1*', value: '<1>,\n\t<2>' }],
    ['p = <1> x: ;', { name: 'p', value: '<1> x:' }],
  ])('%s', async (text, { name, value }) => {
    const split = splitProperty(text)!;
    expect(split.name).toBe(name);
    expect(text.slice(split.nameRange.start, split.nameRange.end)).toBe(name);
    expect(split.valueRange && text.slice(split.valueRange.start, split.valueRange.end)).toBe(value);
    for (const label of split.labels) expect(text.slice(label.start, label.end)).toBe(label.name);
    // The parser itself finds the same parts: with a comment behind the name the text is not plain.
    const session = (await testParser()).open();
    const plain = session.update(`/ { ${text} };`).items[0];
    const commented = session.update(`/ { ${text.replace(name, `${name}/**/`)} };`).items[0];
    session.close();
    const read = (item: typeof plain) => {
      const property = item?.kind === 'node' ? item.items[0] : undefined;
      return (
        property?.kind === 'property' && [
          property.name,
          property.labels,
          property.value.map((part) => ({ ...part, start: 0, end: 0 })).length,
        ]
      );
    };
    expect(read(plain)).toEqual(read(commented));
  });

  it.each(['p /* c */ = <1>;', 'p = /* c */ <1>;', 'p = <1> /* c */;', 'p = // c\n<1>;', 'F(x) = <1>;', '\\p;'])(
    '%s is not plain',
    (text) => {
      expect(splitProperty(text)).toBeUndefined();
    },
  );
});
