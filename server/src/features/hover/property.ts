import { deletionOf } from '../../devicetree/deletions.js';
import type { Place } from '../../devicetree/locate.js';
import type { Range } from '../../text/span.js';
import { definitionLink, goneText } from '../facts/nodes.js';
import { propertyHistory } from '../facts/property-history.js';
import { valueText } from '../facts/values.js';
import { nodeLink, propertyLink } from '../markdown/links.js';
import { code } from '../markdown/text.js';
import { explainElement } from './element.js';
import { explainHwlockCells } from './hwlock-cells.js';
import { explainHwlockNames } from './hwlock-names.js';
import { explainHwlocks } from './hwlocks.js';
import { explainInterrupts } from './interrupts.js';
import { explainNode } from './node.js';
import { explainRemotePid } from './remote-pid.js';
import { explainSmemStateNames } from './smem-state-names.js';
import { explainSmemStates } from './smem-states.js';
import { explainSmp2pItems } from './smp2p-items.js';
import type { Explain, PropertySubject, Subject } from './subject.js';

/** The properties about which more is known than their value. */
const topics: ReadonlyMap<string, Explain<PropertySubject>> = new Map([
  ['hwlocks', explainHwlocks],
  ['hwlock-names', explainHwlockNames],
  ['#hwlock-cells', explainHwlockCells],
  ['qcom,smem-states', explainSmemStates],
  ['qcom,smem-state-names', explainSmemStateNames],
  ['qcom,remote-pid', explainRemotePid],
  ['qcom,smem', explainSmp2pItems],
  ['interrupts', explainInterrupts],
  ['interrupts-extended', explainInterrupts],
  ['interrupt-names', explainInterrupts],
]);

/** A place on a property: on its name all of it, on a part of its value that part. */
export function explainProperty(subject: Subject, place: Place): readonly string[] | undefined {
  const { node, property: definition } = place;
  if (!definition) return undefined;
  if (!node) return [goneText(subject.tree)];
  const { syntax, evaluated, isLast, start } = definition;
  if (!evaluated) {
    const deletion = deletionOf(node, syntax.name);
    // What is written where an overlay cannot be applied is nowhere deleted either.
    if (!deletion) return [`The node does not have ${code(syntax.name)} on this board.`];
    const where = definitionLink(subject.tree, deletion);
    return [`${code(syntax.name)} is **deleted later** in ${where}: the node does not have it on this board.`];
  }
  const isInValue = place.kind !== 'property-name' && place.kind !== 'value';
  const part = isInValue && isLast ? relative(place, start) : undefined;
  const about: PropertySubject = { ...subject, node, property: evaluated, place, definition, ...(part && { part }) };
  const facts = topics.get(syntax.name)?.(about);
  const notice = isLast ? [] : [overriddenText(about)];
  const isElement = place.kind === 'cell' || place.kind === 'path';
  if (part && facts) return [...facts, ...(place.target ? explainNode(subject, place.target) : [])];
  const element = isElement ? explainElement(about) : undefined;
  if (element) return [...notice, ...element];
  return [
    `${code(syntax.name)} of ${nodeLink(subject.tree, node)}`,
    ...notice,
    // The notice has the value already.
    ...(facts ?? (isLast ? [evaluated.value.length === 0 ? 'Without a value' : code(valueText(evaluated))] : [])),
    propertyHistory(subject.tree, evaluated),
  ];
}

function overriddenText({ tree, property }: PropertySubject): string {
  const where = propertyLink(tree, property);
  return `**Overridden later**${where ? ` in ${where}` : ''} with ${property.value.length === 0 ? 'an empty value' : code(valueText(property))}.`;
}

const relative = (range: Range, start: number): Range => ({ start: range.start - start, end: range.end - start });
