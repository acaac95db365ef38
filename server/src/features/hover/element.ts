import type { Node, Property } from '../../devicetree/tree.js';
import { lockBankOf } from '../../platforms/hwlock-providers.js';
import type * as ast from '../../syntax/ast.js';
import { goneText } from '../facts/nodes.js';
import { shortNodeLink } from '../markdown/links.js';
import { hexadecimal } from '../markdown/numbers.js';
import { code } from '../markdown/text.js';
import { explainNode } from './node.js';
import type { PropertySubject } from './subject.js';

/** An element of `<…>`, or a path: the node that it leads to, or the number in both ways of writing. */
export function explainElement(subject: PropertySubject): readonly string[] | undefined {
  const { place, tree, property } = subject;
  if (place.target) {
    const isLock = property.name === 'hwlocks' || !lockBankOf(place.target);
    const note = isLock ? [] : [`No lock is named here: only ${code('hwlocks')} names locks.`];
    return [...note, ...explainNode(subject, place.target)];
  }
  if (place.reference) return [goneText(tree)];
  return explainNumber(subject);
}

function explainNumber({ definition, place, part, property, tree }: PropertySubject): readonly string[] | undefined {
  const cells = definition.syntax.value.flatMap((component) => (component.kind === 'cells' ? component.cells : []));
  const index = cells.findIndex(({ start }) => start + definition.start === place.start);
  const cell = cells[index];
  if (!cell || cell.unknown) return undefined;
  const number = numberText(cell);
  if (cells.length === 1) return [`${number}, the value of ${code(property.name)}`];
  const provider = part && providerBefore(property, index);
  const where = provider
    ? `cell ${index - provider.index} behind ${shortNodeLink(tree, provider.node)}`
    : `cell ${index + 1} of ${cells.length}`;
  return [`${number}, ${where} in ${code(property.name)}`];
}

function numberText({ value, wide }: ast.Cell): string {
  const exact = wide ?? value;
  return exact < 10 ? code(`${exact}`) : `${code(`${exact}`)} = ${code(hexadecimal(exact))}`;
}

/** The last reference before a cell, in the same `<…>`: in a list of specifiers the node that the cell is for. */
function providerBefore(
  { value }: Property,
  index: number,
): { readonly node: Node; readonly index: number } | undefined {
  let base = 0;
  for (const component of value) {
    if (component.kind !== 'cells') continue;
    const own = index - base;
    if (own < component.cells.length) {
      const at = component.cells.slice(0, own).findLastIndex((cell) => cell.phandleOf);
      const node = component.cells[at]?.phandleOf;
      return node && { node, index: base + at };
    }
    base += component.cells.length;
  }
  return undefined;
}
