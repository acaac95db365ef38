import { Command, InvalidArgumentError, Option } from 'commander';
import { DTC_WARNING_SETS, type DtcWarningSet } from '../rules/dtc-levels.js';
import { SEVERITIES, type Severity } from '../text/finding.js';
import { checkPaths } from '../workspace/check.js';
import { findingCodes } from '../workspace/finding-codes.js';
import { DEFAULT_SETTINGS, RULE_LEVELS, type Settings } from '../workspace/settings.js';
import { closestTo } from './closest.js';
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE } from './exit-status.js';
import { openWorkspace, toUri } from './open-workspace.js';
import { startProgress } from './progress.js';
import { jsonReporter } from './reporters/json.js';
import type { Reporter } from './reporters/reporter.js';
import { textReporter } from './reporters/text.js';

const REPORTERS: Readonly<Record<string, Reporter>> = { text: textReporter, json: jsonReporter };

export function checkCommand(): Command {
  return new Command('check')
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
    .option(
      '-I, --include-path <folder>',
      'search includes there too; may be given several times',
      (folder, all: string[]) => [...all, folder],
      [],
    )
    .action(run);
}

interface CheckOptions {
  readonly format: string;
  readonly rule: Settings['rules'];
  readonly dtcWarnings?: DtcWarningSet;
  readonly failOn: Severity | 'never';
  readonly includePath: readonly string[];
}

async function run(paths: readonly string[], options: CheckOptions): Promise<void> {
  const workspace = await openWorkspace({
    ...DEFAULT_SETTINGS,
    rules: options.rule,
    dtcWarnings: options.dtcWarnings ?? DEFAULT_SETTINGS.dtcWarnings,
    includePaths: options.includePath.map(toUri),
  });
  const progress = startProgress('boards checked');
  const result = await checkPaths(workspace, paths.map(toUri), progress.update, {
    asDtc: options.dtcWarnings !== undefined,
  });
  progress.end();
  const output = await REPORTERS[options.format]!.report(result, workspace);
  process.stdout.write(output);
  process.exitCode = reportUnreadable(paths, result.unreadable)
    ? EXIT_USAGE
    : statusOf(result.findings, options.failOn);
}

function statusOf(findings: readonly { readonly severity: Severity }[], failOn: Severity | 'never'): number {
  if (failOn === 'never') return EXIT_OK;
  const threshold = SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= threshold) ? EXIT_FINDINGS : EXIT_OK;
}

function reportUnreadable(paths: readonly string[], unreadable: readonly string[]): boolean {
  for (const path of paths) if (unreadable.includes(toUri(path))) console.error(`error: cannot read '${path}'`);
  return unreadable.length > 0;
}

function parseRule(value: string, known: Settings['rules']): Settings['rules'] {
  const [code = '', level = ''] = value.split('=', 2);
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
