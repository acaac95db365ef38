import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { openBindings } from './binding-loader.js';
import { createReach } from './reach.js';

const FOLDER = 'linux/Documentation/devicetree/bindings';
const reach = createReach([uriOf('linux')], {});
const schema = (compatible: string) =>
  `properties: { compatible: { const: "${compatible}" } }\nadditionalProperties: false\n`;

/** Asks as a check does: again, until the store is sure. */
async function ask(files: Record<string, string>, compatible: string) {
  const loader = memoryLoader(files);
  const bindings = await openBindings(uriOf(FOLDER), loader, reach);
  let allowed: boolean | undefined;
  do allowed = bindings.store?.forCompatible(compatible)?.allows('hwlocks');
  while (await bindings.loadMore());
  return { allowed, loaded: loader.loaded };
}

describe('bindings', () => {
  const files = {
    [`${FOLDER}/remoteproc/acme,dsp.yaml`]: schema('acme,dsp'),
    [`${FOLDER}/sound/acme,codec.yaml`]: schema('acme,codec'),
  };

  it('of remote processors are found without reading all', async () => {
    const { allowed, loaded } = await ask(files, 'acme,dsp');
    expect(allowed).toBe(false);
    expect(loaded).toEqual([uriOf(`${FOLDER}/remoteproc/acme,dsp.yaml`)]);
  });

  it('of anything else are found all the same', async () => {
    expect((await ask(files, 'acme,codec')).allowed).toBe(false);
    expect((await ask(files, 'acme,unknown')).allowed).toBeUndefined();
  });

  it('a tree without any has no store', async () => {
    expect((await openBindings(uriOf(FOLDER), memoryLoader({ 'linux/x': '' }), reach)).store).toBeUndefined();
    expect((await openBindings(undefined, memoryLoader({}), reach)).store).toBeUndefined();
  });
});
