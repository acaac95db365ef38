/** The value behind an option of the command line; `undefined` where it is not given. */
export function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** The number behind an option of the command line. */
export function numberArgument(name: string, otherwise: number): number {
  const text = argument(name);
  if (text === undefined) return otherwise;
  if (!/^\d+$/.test(text)) throw new Error(`${name} takes a number`);
  return Number(text);
}
