import { Command, InvalidArgumentError, Option } from 'commander';
import { DTC_WARNING_SETS, type DtcWarningSet } from '../rules/dtc-levels.js';
import { closestTo } from '../text/closest.js';
import { SEVERITIES, type Severity } from '../text/finding.js';
import { type CheckResult, checkPaths } from '../workspace/check.js';
import { findingCodes } from '../workspace/finding-codes.js';
import { faultOfGlob } from '../workspace/globs.js';
import { RULE_LEVELS, type Settings } from '../workspace/settings.js';
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE } from './exit-status.js';
import { includePathOption } from './include-path-option.js';
import { openWorkspace, toUri } from './open-workspace.js';
import { startProgress } from './progress.js';
import { addProjectOptions, type ProjectOptions, projectOf } from './project-options.js';
import { jsonReporter } from './reporters/json.js';
import type { Reporter } from './reporters/reporter.js';
import { textReporter } from './reporters/text.js';

const REPORTERS: Readonly<Record<string, Reporter>> = { text: textReporter, json: jsonReporter };

export function checkCommand(): Command {
  const command = new Command('check')
    .description('Check boards, and print what is found.')
    .argument(
      '[path...]',
      'boards, source files (seen through the boards that include them) or folders (every .dts below)',
      ['.'],
    )
    .addOption(new Option('--format <format>', 'how to print').choices(Object.keys(REPORTERS)).default('text'))
    .option(
      '--rule <code=severity>',
      `set a severity (${RULE_LEVELS.join(', ')}); may be given several times`,
      parseRule,
      {},
    )
    .addOption(
      new Option(
        '--dtc-warnings <set>',
        "which of dtc's checks are on, reported just as dtc does: a build of the kernel, with W=1, with W=2, dtc's own choice, or all",
      ).choices(DTC_WARNING_SETS),
    )
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that makes the exit status 1')
        .choices([...SEVERITIES, 'never'])
        .default('warning'),
    )
    .addOption(includePathOption())
    .option(
      '--include <glob>',
      'check only the boards, and tell only of the files, that match; may be given several times',
      parseGlob,
      [],
    )
    .option('--exclude <glob>', 'leave out the files that match; may be given several times', parseGlob, [])
    .addHelpText('after', HELP)
    .action(run);
  return addProjectOptions(command);
}

const HELP = `
The nearest .dts-analyzer.json above a file has its settings: the same as in an editor. What is said here stands above
it: --rule above its rules and overrides, --dtc-warnings above its dtcWarnings; -I adds to its includePaths, --include
and --exclude leave out more. Globs are relative to the current directory; one without a slash is a name anywhere, and
a folder that matches stands for all that is in it.

A comment in a source silences findings: // dts-analyzer-disable-next-line CODE, // dts-analyzer-disable CODE up to
// dts-analyzer-enable CODE, or // dts-analyzer-disable-file CODE.`;

interface CheckOptions extends ProjectOptions {
  readonly format: string;
  readonly rule: Settings['rules'];
  readonly dtcWarnings?: DtcWarningSet;
  readonly failOn: Severity | 'never';
  readonly includePath: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

async function run(paths: readonly string[], options: CheckOptions): Promise<void> {
  const workspace = await openWorkspace(
    {
      flags: {
        rules: options.rule,
        ...(options.dtcWarnings && { dtcWarnings: options.dtcWarnings }),
        includePaths: options.includePath.map(toUri),
        include: options.include,
        exclude: options.exclude,
      },
      project: projectOf(options),
    },
    paths,
  );
  const progress = startProgress('boards checked');
  const result = await checkPaths(workspace, paths.map(toUri), progress.update, {
    asDtc: options.dtcWarnings !== undefined,
  });
  progress.end();
  const output = await REPORTERS[options.format]!.report(result, workspace);
  process.stdout.write(output);
  for (const path of paths)
    if (result.excluded.includes(toUri(path))) console.error(`note: the settings exclude '${path}'`);
  reportLeftOut(result);
  process.exitCode = reportUnreadable(paths, result.unreadable)
    ? EXIT_USAGE
    : statusOf(result.findings, options.failOn);
}

function statusOf(findings: readonly { readonly severity: Severity }[], failOn: Severity | 'never'): number {
  if (failOn === 'never') return EXIT_OK;
  const threshold = SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= threshold) ? EXIT_FINDINGS : EXIT_OK;
}

/** Says what a person who names a folder may miss. */
function reportLeftOut({ unbuilt, outside }: CheckResult): void {
  const count = ({ length }: readonly unknown[], what: string) => `${length} ${what}${length === 1 ? '' : 's'}`;
  if (unbuilt.length > 0)
    console.error(
      `note: left out: ${count(unbuilt, 'board')} of the copy of Linux, which no configuration names; a path to or in the copy checks them`,
    );
  if (outside.length > 0) console.error(`note: not followed: ${count(outside, 'link')} out of the source tree`);
}

function reportUnreadable(paths: readonly string[], unreadable: readonly string[]): boolean {
  for (const path of paths) if (unreadable.includes(toUri(path))) console.error(`error: cannot read '${path}'`);
  return unreadable.length > 0;
}

function parseRule(value: string, known: Settings['rules']): Settings['rules'] {
  const [code = '', ...rest] = value.split('=');
  const level = rest.join('=');
  const codes = findingCodes.map((entry) => entry.code);
  if (!codes.includes(code)) {
    const near = closestTo(code, codes);
    throw new InvalidArgumentError(`There is no code '${code}'.${near ? ` Did you mean '${near}'?` : ''}`);
  }
  if (!RULE_LEVELS.some((candidate) => candidate === level)) {
    throw new InvalidArgumentError(`'${level}' is not a severity: ${RULE_LEVELS.join(', ')}.`);
  }
  return { ...known, [code]: level as Severity | 'off' };
}

function parseGlob(glob: string, known: readonly string[]): readonly string[] {
  const fault = faultOfGlob(glob);
  if (fault !== undefined) throw new InvalidArgumentError(fault);
  return [...known, glob];
}
