import type { Choices, HostileInput } from './input.js';

/** Real sources, broken: bytes and tokens that change places, ends that are missing, parts that are there a thousand times. */
export function mutatedSources(choices: Choices, sources: readonly string[]): HostileInput {
  let text = choices.pick(sources);
  const done: string[] = [];
  for (let count = 1 + choices.number(4); count > 0; count--) {
    const mutation = choices.pick(MUTATIONS);
    text = mutation.apply(text, choices, sources);
    done.push(mutation.name);
  }
  const other = choices.pick(sources);
  const name = `sources with ${done.join(', ')}`;
  // What the real includes would bring is brought by one that is always there.
  const files: Record<string, string | Uint8Array> = { 'other.dtsi': other };
  const root = `${choices.chance(0.9) ? '/dts-v1/;\n' : ''}${choices.chance(0.5) ? '#include "other.dtsi"\n' : ''}${text}`;
  files['board.dts'] = choices.chance(0.2) ? bytesOf(root, choices) : root;
  return { name, files };
}

interface SourceMutation {
  readonly name: string;
  apply(text: string, choices: Choices, sources: readonly string[]): string;
}

const MUTATIONS: readonly SourceMutation[] = [
  {
    name: 'other characters',
    apply(text, choices) {
      const characters = [...text];
      for (let count = 1 + choices.number(30); count > 0; count--)
        characters[choices.number(characters.length)] = String.fromCharCode(
          choices.number(choices.chance(0.8) ? 128 : 0xffff),
        );
      return characters.join('');
    },
  },
  {
    name: 'tokens in other places',
    apply(text, choices) {
      const tokens = text.split(/\b/);
      for (let count = 1 + choices.number(20); count > 0; count--) {
        const [one, other] = [choices.number(tokens.length), choices.number(tokens.length)];
        [tokens[one], tokens[other]] = [tokens[other]!, tokens[one]!];
      }
      return tokens.join('');
    },
  },
  { name: 'no end', apply: (text, choices) => text.slice(0, choices.number(text.length)) },
  { name: 'no beginning', apply: (text, choices) => text.slice(choices.number(text.length)) },
  {
    name: 'a part many times over',
    apply(text, choices) {
      const at = choices.number(text.length);
      const part = text.slice(at, at + 1 + choices.number(choices.pick([3, 40, 2000])));
      const count = Math.min(
        1 + choices.number(choices.pick([10, 1000, 100_000])),
        Math.floor(MOST_CHARACTERS / part.length),
      );
      return text.slice(0, at) + part.repeat(count) + text.slice(at);
    },
  },
  {
    name: 'nodes around all',
    apply(text, choices) {
      const depth = choices.number(choices.pick([10, 600, 20_000]));
      return `/ { ${'n { '.repeat(depth)}${text}${choices.chance(0.5) ? '};'.repeat(depth + 1) : ''}`;
    },
  },
  {
    name: 'parts of others',
    apply(text, choices, sources) {
      let result = text;
      for (let count = 1 + choices.number(5); count > 0; count--) {
        const other = choices.pick(sources);
        const from = choices.number(other.length);
        const at = choices.number(result.length);
        result = result.slice(0, at) + other.slice(from, from + choices.number(5000)) + result.slice(at);
      }
      return result;
    },
  },
  {
    name: 'a part that is missing',
    apply(text, choices) {
      const at = choices.number(text.length);
      return text.slice(0, at) + text.slice(at + choices.number(choices.pick([5, 300, 5000])));
    },
  },
  {
    name: 'other ends of lines',
    apply: (text, choices) => text.replaceAll('\n', choices.pick(['\r\n', '\r', '\\\n', ' ', '\n\n'])),
  },
  {
    name: 'what is opened but never closed',
    apply(text, choices) {
      const at = choices.number(text.length);
      return (
        text.slice(0, at) +
        choices.pick(['"', "'", '/*', '<', '[', '(', '{', '#if 1\n', '#define F(a) a\nF(', '\\']) +
        text.slice(at)
      );
    },
  },
];

/** Half of what is analysed: a larger text takes seconds each time, and is asked about many times here. */
const MOST_CHARACTERS = 1_000_000;

/** The text in bytes, some of which are others. */
function bytesOf(text: string, choices: Choices): Uint8Array {
  const bytes = Buffer.from(text, 'utf8');
  for (let count = choices.number(20); count > 0; count--) bytes[choices.number(bytes.length)] = choices.number(256);
  return bytes;
}
