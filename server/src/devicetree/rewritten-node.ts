import { CHILDREN, reading, unread } from './reading.js';
import { type Contribution, type ReferenceTable, TreeNode } from './tree-node.js';

/** A node of a version that has the same nodes as an earlier one: what the earlier node is, of which it may say something else. */
export class RewrittenNode extends TreeNode {
  private laterChildren: Map<string, TreeNode> | undefined;

  constructor(
    private readonly earlier: TreeNode,
    parent: TreeNode | undefined,
    private readonly version: Version,
  ) {
    super(version.nameOf(earlier), parent, version.references);
    this.becomeLike(earlier, version.labelsOf(earlier), version.written(earlier));
    this.phandle = earlier.phandle;
    this.addsPhandle = earlier.addsPhandle;
  }

  override get children(): Map<string, TreeNode> {
    reading?.see(this, CHILDREN);
    this.laterChildren ??= unread(() => this.childrenNow());
    return this.laterChildren;
  }

  override get hadChildren(): boolean {
    return this.earlier.hadChildren;
  }

  private childrenNow(): Map<string, TreeNode> {
    const children = new Map<string, TreeNode>();
    for (const child of this.earlier.children.values()) {
      const later = this.version.nodeOf(child);
      children.set(later.name, later);
    }
    return children;
  }
}

/** The version that such nodes are of. */
export interface Version {
  readonly references: ReferenceTable;
  /** The node that a node of the earlier version is in this one. */
  nodeOf(earlier: TreeNode): TreeNode;
  /** The name of a node of the earlier version in this one. */
  nameOf(earlier: TreeNode): string;
  /** The labels that a node of the earlier version has in this one. */
  labelsOf(earlier: TreeNode): readonly string[];
  /** What is written in this version to a node of the earlier one. */
  written(earlier: TreeNode): readonly Contribution[];
}
