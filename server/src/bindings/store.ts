import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { allowsProperty } from './closedness.js';
import { documentedCompatibles, parseSchema, type Schema } from './schema.js';

/** The devicetree bindings that a source tree carries (dt-schema YAML). */
export interface BindingStore {
  /** The binding that documents a value of `compatible`; `undefined` where none does. */
  forCompatible(compatible: string): Binding | undefined;
}

export interface Binding {
  readonly file: SourceFile;
  /** Whether a node of this binding may have a property of this name. An open schema (one that refuses nothing) allows all. */
  allows(property: string): boolean;
}

/** What an answer needed and did not find: the binding of a compatible, or a file that another refers to. */
export type MissingBinding = { readonly compatible: string } | { readonly uri: Uri };

/**
 * A store over the texts of a bindings folder. Schemas are parsed when they are first asked for.
 * `root` is the folder whose files the identifiers `/schemas/…` name. `onMiss` is called when an answer needed something
 * that is not there: where `files` are only a part of the folder, such an answer may be wrong.
 */
export function createBindingStore(
  root: Uri,
  files: ReadonlyMap<Uri, SourceFile>,
  onMiss: (missing: MissingBinding) => void = () => {},
): BindingStore {
  const schemas = new Map<Uri, Schema | undefined>();
  const schemaOf = (uri: Uri) => {
    if (!schemas.has(uri)) {
      const file = files.get(uri);
      if (!file) onMiss({ uri });
      schemas.set(uri, file && parseSchema(file.text));
    }
    return schemas.get(uri);
  };
  const bindingOf = (uri: Uri, file: SourceFile, schema: Schema): Binding => {
    const answers = new Map<string, boolean>();
    return {
      file,
      allows(property) {
        const known = answers.get(property);
        if (known !== undefined) return known;
        const answer = allowsProperty({ root, uri, schema, schemaOf }, property);
        answers.set(property, answer);
        return answer;
      },
    };
  };
  const known = new Map<string, Binding | undefined>();
  const find = (compatible: string): Binding | undefined => {
    for (const [uri, file] of files) {
      if (!file.text.includes(compatible)) continue;
      const schema = schemaOf(uri);
      if (!schema || !documentedCompatibles(schema).has(compatible)) continue;
      return bindingOf(uri, file, schema);
    }
    onMiss({ compatible });
    return undefined;
  };
  return {
    forCompatible(compatible) {
      if (!known.has(compatible)) known.set(compatible, find(compatible));
      return known.get(compatible);
    },
  };
}
