import { beforeAll, describe, expect, it } from 'vitest';
import { newParser } from '../../../test/parser.js';
import type * as ast from './ast.js';
import { decodeDocument, encodeDocument, sumOf } from './kept-document.js';
import { type ParseSession, parserWithoutMemory, type SyntaxParser } from './parser.js';
import { createSyntaxMemo, FEW_BOARDS } from './text-memo.js';

const SOURCE = `/dts-v1/;
/memreserve/ 0x10000000 0x4000;
/memreserve/ 0xffffffffffffff00 0x10;
/ {
	#address-cells = <2>;
	empty;
	p: labelled = <1>, l: <&{/soc@0/state} 0x2>, "text", [0b 0c], &a;
	commented /* here */ = /* there */ <1> /* behind */;
	\\status = "escaped";
	a: b: soc@0 {
		reg = <0 0x1000>, <0 0x2000>;
		/delete-property/ status;
		/omit-if-no-ref/ pins: state { x; };
		/delete-node/ old@1;
		twin { port { remote = <&a>; }; };
		other { twin { port { remote = <&a>; }; }; };
	};
};
top: &a { status = "okay"; };
&{/soc@0} { };
/delete-node/ &b;
/delete-node/ &{/soc@0/other};
/omit-if-no-ref/ &a;
`;

let parser: SyntaxParser;
beforeAll(async () => {
  parser = await newParser();
});

function parse(text: string): ast.Document {
  const session = parser.open();
  const document = session.update(text);
  session.close();
  return document;
}

const decode = (kept: string, text = SOURCE) => decodeDocument(kept, text, createSyntaxMemo(FEW_BOARDS));

describe('a document that is kept', () => {
  it.each([
    ['with every kind of item', SOURCE],
    ['of an overlay', '/dts-v1/;\n/plugin/;\n&a { b; };\n'],
    ['of nothing', ''],
  ])('is made again, %s', (_, text) => {
    const document = parse(text);
    expect(document.hasErrors).toBe(false);
    expect(decode(encodeDocument(document, text)!, text)).toEqual(document);
  });

  it('shares the properties that other documents of its memo have', () => {
    const memo = createSyntaxMemo(FEW_BOARDS);
    const kept = encodeDocument(parse(SOURCE), SOURCE)!;
    const [one, other] = [1, 2].map(() => decodeDocument(kept, SOURCE, memo)!.items[3] as ast.Node);
    expect(one!.items[0]).toMatchObject({ kind: 'property', name: '#address-cells' });
    expect(one!.items[0]).toBe(other!.items[0]);
  });

  it('is none where there is a mistake', () => {
    const text = '/dts-v1/;\n/ { a = <1> };\n';
    expect(encodeDocument(parse(text), text)).toBeUndefined();
  });

  it('is not made of a text of another length', () => {
    const kept = encodeDocument(parse(SOURCE), SOURCE)!;
    expect(decode(kept, `${SOURCE} `)).toBeUndefined();
  });

  it('is none where a disk has damaged it, or nothing that could be true of its text', () => {
    const kept = encodeDocument(parse(SOURCE), SOURCE)!;
    const { numbers, ...rest } = JSON.parse(kept) as { readonly numbers: readonly number[] };
    const damaged = numbers.flatMap((number, at) =>
      [number + 1, -2, 1.5, 1e9, null].map((value) => numbers.with(at, value as number)),
    );
    const asKept = (others: readonly number[]) => decode(JSON.stringify({ ...rest, numbers: others }));
    expect(damaged.map(asKept).filter((document) => document !== undefined)).toEqual([]);
    for (const each of ['', '{}', 'null', '[]', kept.slice(1), kept.slice(0, -1)]) expect(decode(each)).toBeUndefined();
    expect(asKept(numbers)).toBeDefined();
  });

  it('is none where somebody else has written it, and nothing of it can be', () => {
    const { numbers, ...rest } = JSON.parse(encodeDocument(parse(SOURCE), SOURCE)!) as {
      readonly numbers: readonly number[];
    };
    const asWritten = (others: readonly number[]) =>
      decode(JSON.stringify({ ...rest, sum: sumOf(others), numbers: others }));
    const wrong = numbers.flatMap((_, at) => [-2, 1.5, 1e9].map((value) => numbers.with(at, value)));
    expect(wrong.map(asWritten).filter((document) => document !== undefined)).toEqual([]);
    expect(asWritten([...numbers, 0])).toBeUndefined();
    expect(asWritten(numbers.slice(0, -1))).toBeUndefined();
    const deep = Array.from({ length: 5000 }, () => [1, 10, 0, SOURCE.length, 0, 0, 0, 0, 0, 0]).flat();
    expect(asWritten(deep)).toBeUndefined();
  });
});

type Kept = NonNullable<ReturnType<ParseSession['keep']>>;

describe('a session', () => {
  const resumed = (kept: Kept): ParseSession => {
    const session = parser.open();
    session.resume((text) => (text === kept.text ? kept.kept : undefined));
    return session;
  };

  const keptOf = (text: string) => {
    const session = parser.open();
    session.update(text);
    const kept = session.keep();
    session.close();
    return kept!;
  };

  it('goes on from what an earlier one kept, and from any change of it', () => {
    const session = resumed(keptOf(SOURCE));
    expect(session.update(SOURCE)).toEqual(parse(SOURCE));
    const changed = SOURCE.replace('0x1000>', '0x1000 &>');
    expect(session.update(changed)).toEqual(parse(changed));
    expect(session.update(SOURCE)).toEqual(parse(SOURCE));
    session.close();
  });

  it('needs no parser for a text that was kept', () => {
    const session = parserWithoutMemory(new Promise(() => {})).open();
    expect(() => session.update('/dts-v1/;')).toThrow('still loading');
    session.resume(() => keptOf(SOURCE).kept);
    expect(session.update(SOURCE)).toEqual(parse(SOURCE));
    session.close();
  });

  it('keeps what it resumed, whether it has been parsed since or not', () => {
    const kept = keptOf(SOURCE);
    const session = resumed(kept);
    session.update(SOURCE);
    expect(session.keep()).toEqual(kept);
    session.parseAhead();
    expect(session.keep()).toEqual(kept);
    expect(session.update(SOURCE)).toEqual(parse(SOURCE));
    session.close();
  });

  it('takes nothing of another text, nor anything once it has read', () => {
    const other = SOURCE.replace('okay', 'fail');
    const session = resumed(keptOf(SOURCE));
    expect(session.update(other)).toEqual(parse(other));
    session.resume(() => keptOf(SOURCE).kept);
    expect(session.update(SOURCE)).toEqual(parse(SOURCE));
    session.close();
  });

  it('keeps nothing of a text with mistakes', () => {
    const session = parser.open();
    session.update(`${SOURCE}/ {`);
    expect(session.keep()).toBeUndefined();
    session.close();
  });
});
