import { load } from 'js-yaml';

/** A JSON schema object as a binding writes it, before dt-schema's rewriting. */
export type Schema = Readonly<Record<string, unknown>>;

/** The schema of a binding's YAML text; `undefined` where the text is not one. */
export function parseSchema(text: string): Schema | undefined {
  try {
    return asSchema(load(text));
  } catch {
    // A YAML that does not parse documents nothing; dt-doc-validate is the tool that says so to its author.
    return undefined;
  }
}

/** `value` if it is an object, as a schema. */
export function asSchema(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}

/** The schemas in a list such as that of `allOf`. */
export function schemaList(value: unknown): Schema[] {
  return Array.isArray(value) ? value.map(asSchema).filter((entry) => entry !== undefined) : [];
}

/** The values of `compatible` that the schema lists by name; patterns are not expanded. */
export function documentedCompatibles(schema: Schema): ReadonlySet<string> {
  const names = new Set<string>();
  collectStrings(asSchema(schema.properties)?.compatible, names, new Set());
  return names;
}

/** `seen` bounds the walk: YAML can make a schema contain itself, or share one schema in very many places. */
function collectStrings(value: unknown, names: Set<string>, seen: Set<Schema>): void {
  const schema = asSchema(value);
  if (!schema || seen.has(schema)) return;
  seen.add(schema);
  if (typeof schema.const === 'string') names.add(schema.const);
  if (Array.isArray(schema.enum)) for (const entry of schema.enum) if (typeof entry === 'string') names.add(entry);
  for (const key of ['items', 'oneOf', 'anyOf', 'allOf', 'contains']) {
    collectStrings(schema[key], names, seen);
    for (const entry of schemaList(schema[key])) collectStrings(entry, names, seen);
  }
}
