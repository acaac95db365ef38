import type { FileSystem } from '../text/file-system.js';
import type { Finding } from '../text/finding.js';
import type { Version } from '../text/kept.js';
import type { SourceFile } from '../text/source-file.js';
import type { Origin, Span } from '../text/span.js';
import type { Uri } from '../text/uri.js';

/** What a translation unit is expanded with: the part of cpp's command line that a devicetree build uses. */
export interface ExpandOptions {
  readonly fileSystem: FileSystem;
  /** The `-I` folders, in the order in which they are searched. */
  readonly includePaths: readonly Uri[];
  /**
   * The one URI of the file that a path names, where a source tree reaches a file through links (a kernel tree's
   * `scripts/dtc/include-prefixes/arm64/…`). Without it, a path is its own name.
   */
  readonly canonicalUri?: (uri: Uri) => Uri;
  /** Whether a file may be read because a source names it. Without it every file may. */
  readonly mayRead?: (uri: Uri) => boolean;
  /** Macros that are defined as 1 before the first line, beyond those of every devicetree (`-D`). */
  readonly macros?: readonly string[];
  /** Files that are read before the root, where they exist (`-include`). */
  readonly preincluded?: readonly Uri[];
  /**
   * What is read behind the root's last line, as if an `#include` of each stood there: a build of U-Boot writes some. `read`
   * are all files that the root was made of.
   */
  readonly appended?: (read: readonly SourceFile[]) => readonly AppendedInclude[];
  /** Leaves out what follows a macro call that is never closed, as cpp does. Without it only the call stays as it is. */
  readonly givesUpLikeCpp?: boolean;
}

/** An include that a build adds. */
export type AppendedInclude =
  | {
      /** The files of which the first that exists is read, if there is one. */
      readonly anyOf: readonly Uri[];
      /** Whether it is not certain that the build looks for others than the first. */
      readonly isAssumed?: boolean;
    }
  | {
      /** A file that is searched as one that the root names in quotes, and has to be there. */
      readonly path: string;
      /** What in the configuration names it. */
      readonly namedBy: string;
    };

/** A translation unit as `cpp`, and then dtc's `/include/`, leave it. Immutable. */
export interface Expansion extends Version {
  readonly root: SourceFile;
  /** The text that dtc's parser sees: directives gone, macros replaced, comments a space, included files in place. */
  readonly text: string;
  readonly sourceMap: SourceMap;
  /** Every file read, the root first, each version once; last those of which a guard that is defined leaves nothing. */
  readonly files: readonly SourceFile[];
  /** The macros that are defined at the end, by name and in the order of their names. */
  readonly macros: ReadonlyMap<string, MacroDefinition>;
  /** What `#if` and its kin left out: whole lines, in the order of reading. */
  readonly inactive: readonly Span[];
  /** Every include that is written in a file and found its own, in the order of reading. */
  readonly includes: readonly Inclusion[];
  /** Files that could be needed but have not been read yet; while there is one, the rest is preliminary. */
  readonly notLoaded: readonly Uri[];
  /**
   * Includes that no search found, or that are too large, and places from which on a limit has the rest left out; not empty means
   * that macros, nodes or labels may be missing.
   */
  readonly missingIncludes: readonly Span[];
  readonly findings: readonly Finding[];
}

/** One `#include` or `/include/`, and the file that it brought. */
export interface Inclusion {
  /** The directive's file name, with its quotes or angle brackets. */
  readonly site: Span;
  readonly file: SourceFile;
}

export interface MacroDefinition {
  readonly name: string;
  /** The names of the parameters; absent for an object-like macro. */
  readonly parameters?: readonly string[];
  /** The replacement list as written, comments and line splices as one blank. */
  readonly body: string;
  /** The macro's name in its `#define`; absent for a predefined macro. */
  readonly definition?: Span;
}

/** Relates offsets of the expanded text to the files they were written in. */
export interface SourceMap {
  /** Where the range `[start, end)` of expanded text was written. A range over several pieces gives their hull. */
  originOf(start: number, end: number): Origin;
  /** Every offset of expanded text that the character at `offset` of the file became; several if the file is included twice. */
  expandedAt(uri: Uri, offset: number): readonly number[];
}
