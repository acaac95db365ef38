import type { BindingStore } from '../bindings/store.js';
import type { Outline } from '../syntax/outline.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import type { SourceTree } from './source-tree.js';
import type { TranslationUnit } from './translation-unit.js';

/** A file as it is shown at one moment: its text, and the root source through which it is seen. */
export interface FileView {
  readonly file: SourceFile;
  readonly sourceTree: SourceTree;
  /** The project file whose settings count for the file, if there is one. */
  readonly projectFile?: SourceFile;
  /**
   * The root source that includes the file, or is it, evaluated; an overlay is applied to a base that is known to be its.
   * Absent where no root reaches the file.
   */
  readonly unit?: TranslationUnit;
  /** Absent where the source tree carries no bindings. */
  readonly bindings?: BindingStore;
  /** Evaluates the unit as if the file had another text; `undefined` where there is no unit. */
  evaluateWith(text: string): TranslationUnit | undefined;
  /** What the file looks like before preprocessing, with or without a unit. */
  outline(): Outline;
  /** The file that an include of `path`, in quotes or in angle brackets, names here, as far as files are known. */
  resolveInclude(path: string, isQuoted: boolean): Uri | undefined;
}

/** A view for who wants to know what is wrong in the file. */
export interface CheckedView extends FileView {
  /** What was found in the file; without a unit, its syntax only. */
  readonly findings: readonly Finding[];
}
