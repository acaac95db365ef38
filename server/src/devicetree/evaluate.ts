import type { Expansion } from '../preprocessor/expansion.js';
import type * as ast from '../syntax/ast.js';
import { buildTree } from './build.js';
import { freezeTree } from './freeze.js';
import { syntaxFindings } from './syntax-findings.js';
import type { DeviceTree } from './tree.js';

/**
 * Evaluates a parsed translation unit as dtc does: definitions merge in source order, references find their nodes, and
 * nodes that something refers to get phandles. Never fails; what is wrong is in the tree's findings.
 */
export function evaluate(document: ast.Document, expansion: Expansion): DeviceTree {
  const built = buildTree(document);
  const tree = freezeTree(built, expansion);
  return { ...tree, findings: [...syntaxFindings(document, expansion), ...tree.findings] };
}
