import { type DeviceTree, type Node, nameOrigin, type Property } from '../../devicetree/tree.js';
import type { Span } from '../../text/span.js';
import { baseNameOf } from '../../text/uri.js';
import { code, plain } from './text.js';

/** A place as a link that is called by its file and line: `[sm8650.dtsi:514](…#L514,4)`. */
export function placeLink(span: Span): string {
  const { line } = span.file.lines.positionAt(span.start);
  return link(`${plain(baseNameOf(span.file.uri))}:${line + 1}`, span);
}

/** A link to a place. `title` is Markdown. */
export function link(title: string, { file, start }: Span): string {
  const { line, character } = file.lines.positionAt(start);
  return `[${title}](${asTarget(file.uri)}#L${line + 1},${character + 1})`;
}

/** A node's path as a link to where it was written first. */
export function nodeLink(tree: DeviceTree, node: Node): string {
  return node.definitions.length === 0 ? code(node.path) : link(code(node.path), nameOrigin(tree, node).span);
}

/** A node's name as a short link: by its label if it has one. */
export function shortNodeLink(tree: DeviceTree, node: Node): string {
  const [label] = node.labels;
  return label === undefined ? nodeLink(tree, node) : link(code(label), nameOrigin(tree, node).span);
}

/** Where the value that the property has was written. */
export function propertyLink(tree: DeviceTree, property: Property): string | undefined {
  const definition = property.definitions.at(-1);
  return definition && placeLink(tree.originOf(definition.nameRange).span);
}

/** What would end the target of a link becomes percent-encoded; `vscode-uri` has done the rest. */
function asTarget(uri: string): string {
  return uri.replace(/[()<>\\\s]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
