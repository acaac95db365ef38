import { Writable } from 'node:stream';

/** A way for messages to a server on which some can be kept back, so that it receives them together. */
export interface HoldingStream {
  readonly stream: Writable;
  /** Keeps all that is written up to what has this text in it, then lets it go on at once. */
  holdUntil(text: string): void;
}

export function holdingStream(target: Writable): HoldingStream {
  let held = '';
  let heldUntil: string | undefined;
  const stream = new Writable({
    write(chunk, _encoding, done) {
      held += chunk;
      if (heldUntil !== undefined && !held.includes(heldUntil)) {
        done();
        return;
      }
      const together = held;
      held = '';
      heldUntil = undefined;
      target.write(together, done);
    },
  });
  return {
    stream,
    holdUntil(text) {
      heldUntil = text;
    },
  };
}
