/** A node of a flattened devicetree, as the blob holds it: no names resolved, no values interpreted. */
export interface DtbNode {
  /** Path name, "/" for the root. */
  readonly path: string;
  /** With its unit address; empty for the root. */
  readonly name: string;
  readonly props: ReadonlyMap<string, Buffer>;
  readonly children: readonly DtbNode[];
}

/** Read a flattened devicetree of version 17 (Devicetree Specification, chapter 5); throws where the blob breaks its format. */
export function readDtb(blob: Buffer): DtbNode {
  if (blob.length < headerLength || blob.readUInt32BE(0) !== magic) throw new Error('not a flattened devicetree');
  const lastCompatible = blob.readUInt32BE(24);
  if (lastCompatible > 17) throw new Error(`a flattened devicetree that version 17 cannot read (${lastCompatible})`);
  const structure = block(blob, blob.readUInt32BE(8), blob.readUInt32BE(36), 'structure');
  const strings = block(blob, blob.readUInt32BE(12), blob.readUInt32BE(32), 'strings');
  return readStructure(structure, strings);
}

const magic = 0xd00dfeed;
const headerLength = 40;
const token = { beginNode: 1, endNode: 2, property: 3, nop: 4, end: 9 } as const;

interface OpenNode {
  readonly path: string;
  readonly name: string;
  readonly props: Map<string, Buffer>;
  readonly children: DtbNode[];
}

function readStructure(structure: Buffer, strings: Buffer): DtbNode {
  const open: OpenNode[] = [];
  let root: DtbNode | undefined;
  let offset = 0;
  const word = () => {
    const value = structure.readUInt32BE(offset);
    offset += 4;
    return value;
  };
  for (;;) {
    const tag = word();
    const current = open.at(-1);
    if (tag === token.nop) continue;
    if (tag === token.end) break;
    if (tag === token.beginNode) {
      if (root && !current) throw new Error('a second root node');
      const name = stringAt(structure, offset);
      offset = aligned(offset + Buffer.byteLength(name, 'latin1') + 1);
      const node: OpenNode = { path: childPath(current, name), name, props: new Map(), children: [] };
      if (current) current.children.push(node);
      else root = node;
      open.push(node);
    } else if (tag === token.endNode) {
      if (!open.pop()) throw new Error('a node ends that never began');
    } else if (tag === token.property) {
      const length = word();
      const name = stringAt(strings, word());
      if (!current) throw new Error(`property ${name} outside of a node`);
      current.props.set(name, block(structure, offset, length, name));
      offset = aligned(offset + length);
    } else {
      throw new Error(`unknown token ${tag} at ${offset - 4}`);
    }
  }
  if (!root || open.length > 0) throw new Error('the structure block ends inside of a node');
  return root;
}

function childPath(parent: OpenNode | undefined, name: string): string {
  if (!parent) return '/';
  return parent.path === '/' ? `/${name}` : `${parent.path}/${name}`;
}

function block(blob: Buffer, start: number, length: number, what: string): Buffer {
  if (start + length > blob.length) throw new Error(`${what} reaches past the end`);
  return blob.subarray(start, start + length);
}

function stringAt(buffer: Buffer, start: number): string {
  const end = buffer.indexOf(0, start);
  if (end < 0) throw new Error(`a string at ${start} has no end`);
  return buffer.toString('latin1', start, end);
}

function aligned(offset: number): number {
  return (offset + 3) & ~3;
}
