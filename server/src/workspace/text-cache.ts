/** A place where a host keeps short texts from one start to the next, outside of every source tree. */
export interface TextCache {
  /** What was kept last under a key; `undefined` where there is nothing, or nothing that can be read. */
  get(key: string): Promise<string | undefined>;
  /** Keeps a text, or does not, if that cannot be done. */
  set(key: string, text: string): Promise<void>;
}
