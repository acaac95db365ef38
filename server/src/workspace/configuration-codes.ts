import type { FindingCode } from './finding-codes.js';

/** The findings about settings and about the comments that suppress others. */
export const CONFIGURATION_CODES: readonly FindingCode[] = [
  {
    code: 'invalid-settings',
    severity: 'warning',
    title: 'Something in a project file is not understood',
    docs: `Something in a project file, \`.dts-analyzer.json\`, is not understood: a setting or a code that does not exist, a value
of another type, a key that stands again later in the same object, so that only the later one counts, or text that is not JSON,
which is an error. Everything else in the file counts. \`docs/settings.md\` lists the settings, and \`dts-analyzer explain\` the
codes.`,
    basis: 'dts-analyzer',
  },
  {
    code: 'unknown-suppression',
    severity: 'warning',
    title: 'A suppression comment names a code that does not exist, or is none itself',
    docs: `A suppression comment names a code that does not exist, or is none itself: it suppresses nothing. There are
\`dts-analyzer-disable-next-line\`, \`dts-analyzer-disable\` with \`dts-analyzer-enable\`, and \`dts-analyzer-disable-file\`, each
with codes behind it.`,
    basis: 'dts-analyzer',
  },
  {
    code: 'unused-suppression',
    severity: 'information',
    title: 'A comment suppresses a code that is not found there',
    docs: `A comment suppresses a code that is not found there, so that it can go. It is told only where that is certain: the rule is
on and could judge every board and composite that may include the file, no include is missing, and none of them has the finding.
So it is not told where \`check\` was asked for some of the boards only, or settings leave one out, nor of a header. In an editor
it is told when all of them have been checked in the background.`,
    basis: 'dts-analyzer',
  },
];
