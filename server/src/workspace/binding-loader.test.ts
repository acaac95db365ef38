import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { type BindingLoader, openBindings } from './binding-loader.js';
import { createReach } from './reach.js';

const FOLDER = 'linux/Documentation/devicetree/bindings';
const reach = createReach([uriOf('linux')], {});
const schema = (compatible: string) =>
  `properties: { compatible: { const: "${compatible}" } }\nadditionalProperties: false\n`;

/** Asks as a check does: again, until the store is sure. */
async function ask(files: Record<string, string>, compatible: string) {
  const loader = memoryLoader(files);
  const bindings = await openBindings(uriOf(FOLDER), loader, reach);
  return { allowed: await answerOf(bindings, compatible), loaded: loader.loaded };
}

async function answerOf(bindings: BindingLoader, compatible: string): Promise<boolean | undefined> {
  for (;;) {
    const { store } = bindings;
    const allowed = store?.forCompatible(compatible)?.allows('hwlocks');
    if (!(await bindings.loadMore(store))) return allowed;
  }
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

  it('are read again only where the compatible stands, and not for what is known', async () => {
    const loader = memoryLoader({ ...files, [`${FOLDER}/sound/acme,amplifier.yaml`]: schema('acme,amplifier') });
    const bindings = await openBindings(uriOf(FOLDER), loader, reach);
    await answerOf(bindings, 'acme,unknown');
    loader.loaded.length = 0;
    expect(await answerOf(bindings, 'acme,codec')).toBe(false);
    await answerOf(bindings, 'acme,codec');
    await answerOf(bindings, 'acme,unknown');
    expect(loader.loaded).toEqual([uriOf(`${FOLDER}/sound/acme,codec.yaml`)]);
  });

  it('are looked into once for words that stand in very many of them', async () => {
    const noise = Array.from({ length: 100 }, (_, index) => [
      `${FOLDER}/sound/x${index}.yaml`,
      schema(`acme,x${index}`),
    ]);
    const loader = memoryLoader({ ...files, ...Object.fromEntries(noise) });
    const bindings = await openBindings(uriOf(FOLDER), loader, reach);
    await answerOf(bindings, 'acme');
    loader.loaded.length = 0;
    for (const word of ['acme,', 'a', 'acme acme']) expect(await answerOf(bindings, word)).toBeUndefined();
    expect(await answerOf(bindings, 'acme,x99')).toBe(false);
    expect(loader.loaded).toEqual([uriOf(`${FOLDER}/sound/x99.yaml`)]);
  });

  it('that refer to each other without end are followed so far', async () => {
    const chain = Array.from({ length: 1000 }, (_, index) => {
      const text = `properties: { compatible: { const: "acme,c${index}" } }\n$ref: /schemas/sound/c${index + 1}.yaml#\n`;
      return [`${FOLDER}/sound/c${index}.yaml`, text] as const;
    });
    const loader = memoryLoader({ ...files, ...Object.fromEntries(chain) });
    const bindings = await openBindings(uriOf(FOLDER), loader, reach);
    const read = () => new Set(loader.loaded).size;
    await answerOf(bindings, 'acme,unknown');
    loader.loaded.length = 0;
    expect(await answerOf(bindings, 'acme,c0')).toBe(true);
    expect(read()).toBeLessThan(300);
  });

  it('are followed into other folders', async () => {
    const closed =
      'properties: { compatible: { const: "acme,dsp" } }\n$ref: /schemas/sound/any.yaml#\nunevaluatedProperties: false\n';
    const any = 'properties: { hwlocks: true }\n';
    const { allowed } = await ask(
      { [`${FOLDER}/remoteproc/acme,dsp.yaml`]: closed, [`${FOLDER}/sound/any.yaml`]: any },
      'acme,dsp',
    );
    expect(allowed).toBe(true);
  });

  it('answer several who ask at once', async () => {
    const bindings = await openBindings(uriOf(FOLDER), memoryLoader(files), reach);
    const answers = ['acme,codec', 'acme,unknown', 'acme,codec'].map((compatible) => answerOf(bindings, compatible));
    expect(await Promise.all(answers)).toEqual([false, undefined, false]);
  });

  it('a tree without any has no store', async () => {
    expect((await openBindings(uriOf(FOLDER), memoryLoader({ 'linux/x': '' }), reach)).store).toBeUndefined();
    expect((await openBindings(undefined, memoryLoader({}), reach)).store).toBeUndefined();
  });
});
