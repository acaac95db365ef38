/**
 * A place where a host keeps short texts from one start to the next, outside of every source tree. What a key says is not kept
 * with them. A host gives nothing to one build of the program that another has kept: whoever keeps something need not tell
 * what another version would make of it.
 */
export interface TextCache {
  /** What was kept last under a key; `undefined` where there is nothing, or nothing that can be read. */
  get(key: string): Promise<string | undefined>;
  /** The same, for what is needed before anything else can go on. */
  getNow(key: string): string | undefined;
  /** Keeps a text, or does not, if that cannot be done. */
  set(key: string, text: string): Promise<void>;
}
