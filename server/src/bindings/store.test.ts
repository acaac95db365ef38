import { describe, expect, it } from 'vitest';
import { createSourceFile } from '../text/source-file.js';
import { createBindingStore, type MissingBinding } from './store.js';

const ROOT = 'file:///linux/Documentation/devicetree/bindings';

function storeOf(files: Record<string, string>, onMiss?: (missing: MissingBinding) => void) {
  const sources = Object.entries(files).map(
    ([name, text]) => [`${ROOT}/${name}`, createSourceFile(`${ROOT}/${name}`, 1, text)] as const,
  );
  return createBindingStore(ROOT, new Map(sources), onMiss);
}

const COMPATIBLE =
  'properties: { compatible: { oneOf: [{ enum: ["acme,dsp"] }, { items: [{ const: "acme,dsp-v2" }, { const: "acme,dsp" }] }] }';

describe('a binding store', () => {
  it('finds the binding by any value of compatible, and no other', () => {
    const store = storeOf({ 'dsp.yaml': `description: unlike acme,other\n${COMPATIBLE} }` });
    expect(store.forCompatible('acme,dsp-v2')?.file.uri).toBe(`${ROOT}/dsp.yaml`);
    expect(store.forCompatible('acme,other')).toBeUndefined();
  });

  it.each([
    ['an open schema allows any property', { 'dsp.yaml': `${COMPATIBLE} }` }, true],
    ['a closed schema refuses it', { 'dsp.yaml': `${COMPATIBLE} }\nadditionalProperties: false` }, false],
    [
      'a closed schema that knows it allows it',
      { 'dsp.yaml': `${COMPATIBLE}, hwlocks: true }\nadditionalProperties: false` },
      true,
    ],
    [
      'unevaluatedProperties looks into what is referred to',
      {
        'dsp.yaml': `${COMPATIBLE} }\nallOf: [{ $ref: common.yaml# }]\nunevaluatedProperties: false`,
        'common.yaml': 'properties: { hwlocks: { maxItems: 1 } }',
      },
      true,
    ],
    [
      'additionalProperties does not',
      {
        'dsp.yaml': `${COMPATIBLE} }\n$ref: /schemas/common.yaml#\nadditionalProperties: false`,
        'common.yaml': 'properties: { hwlocks: { maxItems: 1 } }',
      },
      false,
    ],
    [
      'a closed schema with neither refuses',
      {
        'dsp.yaml': `${COMPATIBLE} }\n$ref: common.yaml#\nunevaluatedProperties: false`,
        'common.yaml': 'properties: { reg: true }',
      },
      false,
    ],
    ['false refuses', { 'dsp.yaml': `${COMPATIBLE}, hwlocks: false }` }, false],
    [
      'a schema for child nodes is closed for properties',
      { 'dsp.yaml': `${COMPATIBLE} }\nadditionalProperties: { type: object }` },
      false,
    ],
    [
      'a pattern can allow it',
      { 'dsp.yaml': `${COMPATIBLE} }\npatternProperties: { "^hw": true }\nadditionalProperties: false` },
      true,
    ],
    [
      'circles end',
      {
        'dsp.yaml': `${COMPATIBLE} }\n$ref: common.yaml#\nunevaluatedProperties: false`,
        'common.yaml': '$ref: dsp.yaml#',
      },
      false,
    ],
  ])('%s', (_, files, allowed) => {
    expect(storeOf(files).forCompatible('acme,dsp')?.allows('hwlocks')).toBe(allowed);
  });

  it('says what an answer wanted that is not there', () => {
    const missing: MissingBinding[] = [];
    const store = storeOf({ 'dsp.yaml': `${COMPATIBLE} }\n$ref: common.yaml#\nunevaluatedProperties: false` }, (what) =>
      missing.push(what),
    );
    store.forCompatible('acme,dsp')?.allows('hwlocks');
    store.forCompatible('acme,unknown');
    expect(missing).toEqual([{ uri: `${ROOT}/common.yaml` }, { compatible: 'acme,unknown' }]);
  });

  it('survives YAML that is none', () => {
    expect(storeOf({ 'dsp.yaml': 'acme,dsp: [\n: }' }).forCompatible('acme,dsp')).toBeUndefined();
  });
});
