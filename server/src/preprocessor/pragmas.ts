import { poisonName, setMacro } from './name-table.js';
import { type Cursor, END, NAME, readToken, STRING, type Token } from './tokens.js';
import { type Buffer, nameStateOf, reportAt, type Unit } from './unit.js';

/** Executes what follows `#pragma`. In assembler mode cpp prints none of it; unknown pragmas do nothing. */
export function executePragma(unit: Unit, buffer: Buffer, cursor: Cursor): void {
  const first = readToken(cursor);
  const isGcc = first.text === 'GCC';
  const word = isGcc ? readToken(cursor) : first;
  switch (word.text) {
    case 'once':
      if (!isGcc && unit.buffers.length > 1) unit.once.add(buffer.scan.file.uri);
      return;
    case 'push_macro':
    case 'pop_macro':
      if (!isGcc) saveOrRestore(unit, buffer, word, cursor);
      return;
    case 'poison':
      if (isGcc) poison(unit, cursor);
      return;
    case 'error':
    case 'warning':
      if (isGcc) speak(unit, buffer, word, cursor);
      return;
  }
}

function saveOrRestore(unit: Unit, buffer: Buffer, word: Token, cursor: Cursor): void {
  const [open, name, close] = [readToken(cursor), readToken(cursor), readToken(cursor)];
  if (open.text !== '(' || name.kind !== STRING || close.text !== ')') {
    reportAt(
      unit,
      buffer,
      'malformed-directive',
      word,
      `\`#pragma ${word.text}\` wants a macro's name, as in \`("NAME")\`.`,
    );
    return;
  }
  const state = nameStateOf(unit, name.text.slice(1, -1).trim());
  const saved = unit.savedMacros.get(state.name) ?? [];
  if (word.text === 'push_macro') saved.push(state.macro);
  else if (saved.length > 0) setMacro(unit.names, state, saved.pop());
  unit.savedMacros.set(state.name, saved);
}

function poison(unit: Unit, cursor: Cursor): void {
  for (let name = readToken(cursor); name.kind === NAME; name = readToken(cursor)) {
    poisonName(unit.names, nameStateOf(unit, name.text));
  }
}

function speak(unit: Unit, buffer: Buffer, word: Token, cursor: Cursor): void {
  const texts: string[] = [];
  for (let token = readToken(cursor); token.kind !== END; token = readToken(cursor)) {
    texts.push(token.kind === STRING ? token.text.slice(1, -1) : token.text);
  }
  const code = word.text === 'error' ? 'error-directive' : 'warning-directive';
  reportAt(unit, buffer, code, { start: word.start, end: cursor.end }, texts.join('').slice(0, 200));
}
