/** Nothing at or above the threshold was found. */
export const EXIT_OK = 0;
/** Something was. */
export const EXIT_FINDINGS = 1;
/** The command line is wrong, or names a path that cannot be read. */
export const EXIT_USAGE = 2;
/** The program itself failed. */
export const EXIT_INTERNAL = 3;

/** What the user asked for cannot be done as asked; the message says what to change. */
export class UsageError extends Error {}
