import { Command } from 'commander';
import { collectFindings } from '../workspace/merge.js';
import { EXIT_FINDINGS, UsageError } from './exit-status.js';
import { includePathOption } from './include-path-option.js';
import { openWorkspace, toUri } from './open-workspace.js';
import { addProjectOptions, type ProjectOptions, projectOf } from './project-options.js';
import { textOfFindings } from './reporters/text.js';

export function expandCommand(): Command {
  const command = new Command('expand')
    .description('Print a source as the preprocessor leaves it: what dtc sees.')
    .argument('<file>', 'a board or any other source')
    .addOption(includePathOption())
    .action(run);
  return addProjectOptions(command);
}

interface ExpandOptions extends ProjectOptions {
  readonly includePath: readonly string[];
}

async function run(path: string, options: ExpandOptions): Promise<void> {
  const workspace = await openWorkspace({
    flags: { includePaths: options.includePath.map(toUri) },
    project: projectOf(options),
  });
  const session = workspace.parser.open();
  try {
    const unit = await workspace.loadUnit(toUri(path), session);
    if (!unit) throw new UsageError(`cannot read '${path}'`);
    process.stdout.write(withoutBlankRuns(unit.expansion.text));
    const collection = collectFindings();
    for (const finding of unit.expansion.findings) collection.add(finding, unit.root.uri);
    // Include paths may be missing for it.
    for (const problem of await workspace.judgeProblems(workspace.lookup.problems()))
      collection.add(problem, undefined);
    const findings = collection.result();
    if (findings.length > 0) process.stderr.write(textOfFindings(findings));
    if (findings.some(({ severity }) => severity === 'error')) process.exitCode = EXIT_FINDINGS;
  } finally {
    session.close();
  }
}

/** Directives leave empty lines behind, by the hundred for a header; one is enough. */
function withoutBlankRuns(text: string): string {
  return text.replace(/\n(?:[ \t\r]*\n){2,}/g, '\n\n').replace(/^\s*\n/, '');
}
