import { byteLengthOf, bytesOf, type IncbinSource } from '../../devicetree/property-bytes.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { isUndecided } from '../../devicetree/property-words.js';
import type { DeviceTree, Property } from '../../devicetree/tree.js';
import { unusualNodesOf } from '../../devicetree/unusual-nodes.js';
import { atProperty } from '../faulty-thing.js';
import { defineRule, type Rule, type RuleContext, type RuleFinding } from '../rule.js';
import { bytesText } from './cell-count-wording.js';
import { markerBehind } from './example-marker.js';
import { SPECIFIER_PROPERTIES } from './specifier-properties.js';

/*
 * The checks of dtc that hold a property against the type that the Specification gives it. A family, as in checks.c
 * (`WARNING_IF_NOT_STRING` and its like): each is told by the name of its property.
 */

export const addressCellsIsCell = cell('address-cells-is-cell', '#address-cells', 'DTSpec v0.4 §2.3.5');
export const sizeCellsIsCell = cell('size-cells-is-cell', '#size-cells', 'DTSpec v0.4 §2.3.5');

/** `clocks-is-cell` holds `#clock-cells`, and so on for every list that dtc knows. */
export const specifierCellsAreCells: readonly Rule[] = SPECIFIER_PROPERTIES.map(({ stem, cellsName }) =>
  cell(`${stem}-is-cell`, cellsName, 'DTSpec v0.4 §2.4, §3; the binding of the provider'),
);

export const deviceTypeIsString = string('device-type-is-string', 'device_type', 'DTSpec v0.4 §2.3.12');
export const modelIsString = string('model-is-string', 'model', 'DTSpec v0.4 §2.3.2');
export const statusIsString = string('status-is-string', 'status', 'DTSpec v0.4 §2.3.4');
export const labelIsString = string('label-is-string', 'label', 'DTSpec v0.4 §4.1.2');

export const compatibleIsStringList: Rule = defineRule({
  code: 'compatible-is-string-list',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.3.1; dtc compatible_is_string_list',
  dtc: { level: 'warning', isLocal: true },
  docs: listDocs('compatible', '`compatible`'),
  check: (context) => listFindings(context, propertyIndexOf(context.tree).named('compatible')),
});

export const namesIsStringList: Rule = defineRule({
  code: 'names-is-string-list',
  severity: 'warning',
  basis: 'dt-schema, "-names" properties; dtc names_is_string_list',
  dtc: { level: 'warning', isLocal: true },
  docs: listDocs('clock-names', 'A property whose name ends in `-names`'),
  check: (context) => listFindings(context, namesProperties(context.tree)),
});

/** The old `name` of a node: an error in dtc, which also looks at nodes that it omits later. */
export const nameIsString: Rule = defineRule({
  code: 'name-is-string',
  severity: 'error',
  basis: 'DTSpec v0.4 §2.3.11 (deprecated); dtc name_is_string',
  dtc: { level: 'error', isLocal: true },
  docs: stringDocs('name', 'error(name-is-string)'),
  *check(context) {
    for (const node of unusualNodesOf(context.tree)) {
      const property = node.properties.get('name');
      if (property) yield* notOneString(context, property);
    }
  },
});

function cell(code: string, name: string, basis: string): Rule {
  return defineRule({
    code,
    severity: 'warning',
    basis: `${basis}; dtc ${code.replaceAll('-', '_')}`,
    dtc: { level: 'warning', isLocal: true },
    docs: `\`${name}\` is not one cell.

It says how many cells something has, as one 32-bit number: \`${name} = <1>;\`. What depends on it cannot be read.

\`\`\`dts
/ {
	node {
		${name} = <1 2>;
		${markerBehind(`${name} = `)}^^^^^ warning(${code}): \`${name}\` has to be one cell, and has 8 bytes
	};
};
\`\`\`

\`\`\`dts
/ { node { ${name} = <2>; }; };
\`\`\``,
    *check({ tree, fileOf }) {
      for (const property of propertyIndexOf(tree).named(name)) {
        const length = byteLengthOf(property, fileOf);
        if (length === 4 || isUndecided(property, tree.plugin, fileOf)) continue;
        yield {
          ...atProperty(tree, property),
          message: `\`${name}\` has to be one cell, and has ${bytesText(length)}`,
        };
      }
    },
  });
}

function string(code: string, name: string, basis: string): Rule {
  return defineRule({
    code,
    severity: 'warning',
    basis: `${basis}; dtc ${code.replaceAll('-', '_')}`,
    dtc: { level: 'warning', isLocal: true },
    docs: stringDocs(name, `warning(${code})`),
    *check(context) {
      for (const property of propertyIndexOf(context.tree).named(name)) yield* notOneString(context, property);
    },
  });
}

function stringDocs(name: string, finding: string): string {
  return `\`${name}\` is not a string.

It is one text: \`${name} = "…";\`. Software that reads it as text finds numbers, or no end.

\`\`\`dts
/ {
	node {
		${name} = <1>;
		${markerBehind(`${name} = `)}^^^ ${finding}: \`${name}\` has to be one string
	};
};
\`\`\`

\`\`\`dts
/ { node { ${name} = "node"; }; };
\`\`\``;
}

function listDocs(name: string, subject: string): string {
  const code = name === 'compatible' ? 'compatible-is-string-list' : 'names-is-string-list';
  return `${subject} is not a list of strings.

It is texts, separated by commas. Software that looks for one of them reads past the end of a value that is something else.

\`\`\`dts
/ {
	node {
		${name} = <1>;
		${markerBehind(`${name} = `)}^^^ warning(${code}): \`${name}\` has to be a list of strings
	};
};
\`\`\`

\`\`\`dts
/ { node { ${name} = "one", "two"; }; };
\`\`\``;
}

/** A finding where a value is not one string. */
export function* notOneString({ tree, fileOf }: RuleContext, property: Property): Iterable<RuleFinding> {
  if (isOneString(property, fileOf) || isUndecided(property, tree.plugin, fileOf)) return;
  yield { ...atProperty(tree, property), message: `\`${property.name}\` has to be one string` };
}

function* listFindings({ tree, fileOf }: RuleContext, properties: Iterable<Property>): Iterable<RuleFinding> {
  for (const property of properties) {
    if (isStringList(property, fileOf) || isUndecided(property, tree.plugin, fileOf)) continue;
    yield { ...atProperty(tree, property), message: `\`${property.name}\` has to be a list of strings` };
  }
}

function* namesProperties(tree: DeviceTree): Iterable<Property> {
  const index = propertyIndexOf(tree);
  for (const name of index.names()) if (name.endsWith('-names')) yield* index.named(name);
}

/** Text with a NUL at its end and nowhere else (dtc's data.c, `data_is_one_string`). */
function isOneString(property: Property, fileOf?: IncbinSource): boolean {
  const [first] = property.value;
  if (property.value.length === 1 && first!.kind === 'string' && !first!.value.includes('\0')) return true;
  const bytes = bytesOf(property, fileOf);
  return bytes.length > 0 && bytes.indexOf(0) === bytes.length - 1;
}

/** Nothing at all, or bytes that end with a NUL. */
function isStringList(property: Property, fileOf?: IncbinSource): boolean {
  if (property.value.every(({ kind }) => kind === 'string' || kind === 'path')) return true;
  const bytes = bytesOf(property, fileOf);
  return bytes.length === 0 || bytes.at(-1) === 0;
}
