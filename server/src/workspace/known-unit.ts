import type { ParseSession } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import type { TranslationUnit } from './translation-unit.js';
import type { VerdictMemo } from './verdict-memo.js';

/** A root that is kept evaluated, with what the next version of it is made from. */
export interface KnownUnit {
  readonly session: ParseSession;
  readonly memo: VerdictMemo;
  readonly unit: TranslationUnit;
  /** The files of the root itself, without those of other parts of a composite. */
  readonly own: readonly SourceFile[];
  /** What was found in it, once somebody has asked. */
  findings?: Promise<readonly Finding[]>;
  readonly structure: number;
  /** The last revision for which it is known to hold. */
  revision: number;
}

/** Whether the file can be shown through the root: what only the base of an overlay includes cannot. */
export function includes({ own }: KnownUnit, uri: Uri): boolean {
  return own.some((file) => file.uri === uri);
}
