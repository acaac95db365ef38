/** A counter on the terminal while a long run goes on; silent where the error output is not a terminal. */
export function startProgress(what: string): { update(done: number, total: number): void; end(): void } {
  if (!process.stderr.isTTY) return { update() {}, end() {} };
  let last = 0;
  return {
    update(done, total) {
      const now = Date.now();
      if (now - last < 100) return;
      last = now;
      process.stderr.write(`\r${done} of ${total} ${what}`);
    },
    end() {
      process.stderr.write('\r\x1b[K');
    },
  };
}
