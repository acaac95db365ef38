import { expect, it } from 'vitest';
import { keptWith, VersionMemo } from './kept.js';

it('a value is kept with a version, and with any other object', () => {
  const kept = keptWith<object, string | undefined>();
  const others = keptWith<object, string>();
  for (const key of [{ memo: new VersionMemo() }, {}]) {
    expect(kept.has(key)).toBe(false);
    kept.set(key, undefined);
    expect(kept.has(key)).toBe(true);
    kept.set(key, 'a');
    expect(kept.get(key)).toBe('a');
    expect(others.get(key)).toBeUndefined();
  }
});

it('what is kept with a version is no part of it', () => {
  const [one, other] = [{ memo: new VersionMemo() }, { memo: new VersionMemo() }];
  keptWith<object, string>().set(one, 'a');
  expect(one).toEqual(other);
});
