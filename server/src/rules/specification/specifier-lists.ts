import { wholeValueOrigin } from '../../devicetree/places.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { isUndecided } from '../../devicetree/property-words.js';
import { type DeviceTree, nameOrigin, type Property, valueOrigin } from '../../devicetree/tree.js';
import type { Fix } from '../../text/finding.js';
import { defineRule, type Rule, type RuleContext, type RuleFinding } from '../rule.js';
import { markerBehind } from './example-marker.js';
import { type ListDefect, listDefects } from './list-defects.js';
import { SPECIFIER_PROPERTIES, type SpecifierProperty } from './specifier-properties.js';

/*
 * The checks of dtc that read a list of specifiers (`clocks = <&gcc 3>, <&xo>`). A family, as in checks.c
 * (`check_property_phandle_args`): each is told by its property and the provider's property that counts the cells.
 */

/** Every list but `hwlocks`, which has a rule of its own. */
export const specifierLists: readonly Rule[] = SPECIFIER_PROPERTIES.filter(
  ({ property }) => property !== 'hwlocks',
).map(specifierList);

/** Lists of GPIOs, by whatever name; the lines that a GPIO hog claims are no list. */
export const gpiosProperty: Rule = defineRule({
  code: 'gpios-property',
  severity: 'warning',
  basis: 'gpio.txt; dtc gpios_property',
  dtc: { level: 'warning', requires: ['phandle-references'] },
  docs: docsOf({ stem: 'gpios', property: 'reset-gpios', cellsName: '#gpio-cells' }),
  *check(context) {
    const index = propertyIndexOf(context.tree);
    for (const name of index.names()) {
      if (!isGpioList(name)) continue;
      for (const property of index.named(name)) {
        if (!property.node.properties.has('gpio-hog')) yield* defectsOf(context, property, '#gpio-cells', false);
      }
    }
  },
});

/** Whether a property is a list of GPIOs (checks.c, `prop_is_gpio`). */
export function isGpioList(name: string): boolean {
  return /(^|-)gpios?$/.test(name) && !name.endsWith(',nr-gpios');
}

function specifierList(list: SpecifierProperty): Rule {
  const { stem, property, cellsName, isOptional = false } = list;
  return defineRule({
    code: `${stem}-property`,
    severity: 'warning',
    basis: `the binding of the provider; dtc ${stem.replaceAll('-', '_')}_property`,
    dtc: { level: 'warning', requires: [`${stem}-is-cell`, 'phandle-references'] },
    docs: docsOf(list),
    *check(context) {
      for (const each of propertyIndexOf(context.tree).named(property))
        yield* defectsOf(context, each, cellsName, isOptional);
    },
  });
}

/** What dtc finds wrong in one list, each at its entry; nothing in a list that cannot be judged. */
export function* defectsOf(
  context: Pick<RuleContext, 'tree' | 'fileOf'>,
  property: Property,
  cellsName: string,
  isOptional: boolean,
  fixFor: (defect: ListDefect) => Fix | undefined = () => undefined,
): Iterable<RuleFinding> {
  const { tree, fileOf } = context;
  if (isUndecided(property, tree.plugin, fileOf)) return;
  for (const defect of listDefects(context, property, cellsName, isOptional)) {
    const fix = fixFor(defect);
    const finding = findingOf(tree, property, cellsName, defect);
    yield { ...finding, nodes: [property.node.path], ...(fix && { fixes: [fix] }) };
  }
}

function findingOf(tree: DeviceTree, property: Property, cellsName: string, defect: ListDefect): RuleFinding {
  const at = 'range' in defect ? valueOrigin(tree, property, defect.range) : wholeValueOrigin(tree, property);
  switch (defect.kind) {
    case 'odd-length':
      return { at, message: `\`${property.name}\` must be phandles and numbers in \`<…>\`, of 32 bits each` };
    case 'number':
      return {
        at,
        severity: 'warning',
        message: `A number stands where a reference to a node is wanted: write \`&label\` for the phandle ${defect.phandle}`,
      };
    case 'no-node':
      return { at, message: `No node has the phandle ${defect.phandle}` };
    case 'no-cell-count':
      return {
        at,
        message: `${defect.name} cannot stand in \`${property.name}\`: it has no \`${cellsName}\``,
        related: [{ at: nameOrigin(tree, defect.provider), message: 'What the entry names' }],
      };
    case 'too-short': {
      const wanted = defect.provider.properties.get(cellsName);
      const count = defect.wanted === 1 ? '1 cell is' : `${defect.wanted} cells are`;
      return {
        at,
        message: `\`${property.name}\` ends too early: behind ${defect.name} ${count} wanted and ${defect.left} are left`,
        ...(wanted && {
          related: [{ at: wholeValueOrigin(tree, wanted), message: 'The provider asks for so many cells' }],
        }),
      };
    }
  }
}

function docsOf({ property, cellsName, stem, isOptional }: SpecifierProperty): string {
  const code = `${stem}-property`;
  const optional = isOptional ? ` A provider without \`${cellsName}\` asks for none.` : '';
  return `\`${property}\` is not a list of specifiers: each entry is a reference to a node with \`${cellsName}\`, and behind it as
many cells as that property says.${optional}

Drivers count entries in the same way: one that is too short or too long makes nonsense of all behind it. Look up in the
provider's binding what its cells mean. dtc wants references to be written as such: a phandle as a number means another node
as soon as the tree changes.

\`\`\`dts
/ {
	provider: provider { ${cellsName} = <1>; };
	user { ${property} = <&provider>; };
	${markerBehind(`user { ${property} = <`)}^^^^^^^^^ warning(${code}): \`${property}\` ends too early: behind &provider 1 cell is wanted and 0 are left
};
\`\`\`

\`\`\`dts
/ {
	provider: provider { ${cellsName} = <1>; };
	user { ${property} = <&provider 0>, <&provider 1>; };
};
\`\`\``;
}
