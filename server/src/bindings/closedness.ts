import { folderOf, resolvePath, type Uri } from '../text/uri.js';
import { matchesPattern } from './pattern.js';
import { asSchema, type Schema, schemaList } from './schema.js';

/** A schema, with what it takes to follow its references. */
export interface SchemaInPlace {
  /** The folder that `/schemas/…` names. */
  readonly root: Uri;
  readonly uri: Uri;
  readonly schema: Schema;
  schemaOf(uri: Uri): Schema | undefined;
}

/**
 * Whether a node that the schema describes may have a property. `additionalProperties: false` looks at the properties of
 * its own schema object only, `unevaluatedProperties: false` at those of all that it refers to as well (JSON Schema
 * 2019-09, 9.3.2.3 and 9.3.2.4 of the core). A schema with neither is open, unless one that it includes is closed.
 */
export function allowsProperty(place: SchemaInPlace, property: string): boolean {
  return allows(place, property, new Set());
}

/** `seen` bounds the walk: schemas may refer to each other in circles. */
function allows(place: SchemaInPlace, property: string, seen: Set<Schema>): boolean {
  const { schema } = place;
  if (seen.has(schema)) return true;
  seen.add(schema);
  if (asSchema(schema.properties)?.[property] === false) return false;
  if (declares(schema, property)) return true;
  if (refusesProperties(schema.additionalProperties)) return false;
  if (refusesProperties(schema.unevaluatedProperties)) return evaluates(place, property, new Set());
  return [...included(place)].every((other) => allows(other, property, seen));
}

/** Whether the schema, or one that it applies to the same node, knows the property. */
function evaluates(place: SchemaInPlace, property: string, seen: Set<Schema>): boolean {
  if (seen.has(place.schema)) return false;
  seen.add(place.schema);
  if (declares(place.schema, property)) return true;
  return [...included(place), ...alternatives(place)].some((other) => evaluates(other, property, seen));
}

function declares(schema: Schema, property: string): boolean {
  const own = asSchema(schema.properties)?.[property];
  if (own !== undefined && own !== false) return true;
  return Object.entries(asSchema(schema.patternProperties) ?? {}).some(
    ([pattern, value]) => value !== false && matchesPattern(pattern, property),
  );
}

/** `false`, or a schema that only child nodes satisfy. */
function refusesProperties(value: unknown): boolean {
  return value === false || asSchema(value)?.type === 'object';
}

/** The schemas that hold for a node wherever this one does: the target of `$ref` and the members of `allOf`. */
function* included(place: SchemaInPlace): Iterable<SchemaInPlace> {
  for (const schema of schemaList(place.schema.allOf)) yield { ...place, schema };
  const target = typeof place.schema.$ref === 'string' ? followReference(place, place.schema.$ref) : undefined;
  if (target) yield target;
}

/** The schemas of which some hold for a node. */
function* alternatives(place: SchemaInPlace): Iterable<SchemaInPlace> {
  const lists = [place.schema.anyOf, place.schema.oneOf].flatMap(schemaList);
  const branches = [place.schema.then, place.schema.else].map(asSchema);
  for (const schema of [...lists, ...branches]) if (schema) yield { ...place, schema };
}

/** Follows `qcom,pas-common.yaml#`, `/schemas/remoteproc/qcom,pas-common.yaml#` or `#/$defs/name`. */
function followReference(place: SchemaInPlace, reference: string): SchemaInPlace | undefined {
  const [name = '', pointer = ''] = reference.replace(/^https?:\/\/devicetree\.org(?=\/schemas\/)/, '').split('#', 2);
  try {
    const uri =
      name === ''
        ? place.uri
        : name.startsWith('/schemas/')
          ? resolvePath(place.root, `./${name.slice('/schemas/'.length)}`)
          : resolvePath(folderOf(place.uri), name);
    let schema = place.schemaOf(uri);
    for (const part of pointer.split('/')) {
      if (part === '' || !schema) continue;
      schema = asSchema(schema[decodeURIComponent(part)]);
    }
    return schema && { ...place, uri, schema };
  } catch {
    // Half a character, or half an escape, has no place in a URI.
    return undefined;
  }
}
