import type { SourceFile } from './source-file.js';

/** The line break of the first line: a file has one kind. */
export const lineBreakOf = ({ text }: SourceFile): string => (text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n');
