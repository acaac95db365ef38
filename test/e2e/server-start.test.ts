import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loggedErrors } from '../editor-requests.js';
import { codesOf, editExamples } from './examples.js';

it('starts a second time from what it kept at its first end, and finds the same', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'dts-analyzer-start-'));
  onTestFinished(() => rmSync(cache, { recursive: true, force: true }));
  const folder = join(cache, 'dts-analyzer');
  const start = async () => {
    const { client, open } = await editExamples({ cache });
    const codes = codesOf(await open('ac100.dtsi').diagnostics());
    expect(loggedErrors(client)).toEqual([]);
    expect(await client.stop()).toBe(0);
    const kept = readdirSync(folder).filter((name) => name.endsWith('.code'));
    const texts = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    // What stands where in the board through which the file is shown.
    expect(texts.filter((name) => readFileSync(join(folder, name), 'utf8').startsWith('{"length"'))).toHaveLength(1);
    return { codes, kept: kept.map((name) => ({ name, written: statSync(join(folder, name)).mtimeMs })) };
  };
  const first = await start();
  expect(first.codes.length).toBeGreaterThan(0);
  expect(first.kept).toHaveLength(1);
  // What V8 refused would be written anew.
  expect(await start()).toEqual(first);
});
