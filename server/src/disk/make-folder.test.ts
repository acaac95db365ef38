import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.js';

describe('making a folder', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'make-folder-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('makes those around it too, with the same rights', () => {
    makeFolder(join(root, 'a', 'b'), 0o700);
    for (const name of ['a', 'a/b']) expect(statSync(join(root, name)).mode & 0o777).toBe(0o700);
  });

  it('does nothing where it is there', () => {
    makeFolder(join(root, 'a'));
    expect(() => makeFolder(join(root, 'a'))).not.toThrow();
  });

  it('fails where a file is in the way', () => {
    writeFileSync(join(root, 'a'), '');
    expect(() => makeFolder(join(root, 'a', 'b'))).toThrow(/ENOTDIR/);
  });

  // With `recursive`, Node asks the system there over and over.
  it.runIf(process.platform === 'linux')('fails where the system lets nothing be made', () => {
    expect(() => makeFolder('/proc/self/a/b')).toThrow(/ENOENT/);
  });
});
