import type { BindingStore } from '../../bindings/store.js';
import type { Place, PropertyPlace } from '../../devicetree/locate.js';
import type { DeviceTree, Node, Property } from '../../devicetree/tree.js';
import type { Range } from '../../text/span.js';
import type { FileSurvey } from '../../workspace/board-survey.js';
import type { FileView } from '../../workspace/file-view.js';
import type { TranslationUnit } from '../../workspace/translation-unit.js';

/** What is asked about: a place of a file that a board includes. */
export interface Subject {
  readonly view: FileView;
  readonly unit: TranslationUnit;
  readonly tree: DeviceTree;
  readonly bindings?: BindingStore;
  /** What other boards have in the view's file, as far as that is known. */
  readonly survey?: FileSurvey;
  /** The offset in the view's file. */
  readonly offset: number;
}

/** A property that the tree has, and where on it the question points. */
export interface PropertySubject extends Subject {
  readonly node: Node;
  readonly property: Property;
  readonly place: Place;
  /** The definition that is pointed at. */
  readonly definition: PropertyPlace;
  /**
   * What is pointed at in the value, counted as the ranges of cells are; absent on the property's name, and in a
   * definition that another one replaced, whose cells are not those of the tree.
   */
  readonly part?: Range;
}

/** Explains something by paragraphs of Markdown; `undefined` where it has nothing to say. */
export type Explain<About> = (about: About) => readonly string[] | undefined;

/** Whether the question points into a range of the property's value. */
export function pointsInto({ part }: PropertySubject, range: Range): boolean {
  return part !== undefined && part.start >= range.start && part.end <= range.end;
}

/** Which of the ranges the question points at: all of them, where it points at none. */
export function pointedAt<Part>(
  subject: PropertySubject,
  parts: readonly Part[],
  rangeOf: (part: Part) => Range,
): readonly Part[] {
  const pointed = parts.filter((part) => pointsInto(subject, rangeOf(part)));
  return pointed.length > 0 ? pointed : parts;
}
