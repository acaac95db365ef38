import { Command } from 'commander';
import { closestTo } from '../text/closest.js';
import { findingCodes } from '../workspace/finding-codes.js';
import { UsageError } from './exit-status.js';

export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'Explain a finding by its code: what it means, why it matters, what to do. Without a code, list all codes.',
    )
    .argument('[code]', 'such as remoteproc-missing-hwlocks')
    .action((code?: string) => {
      process.stdout.write(code === undefined ? listCodes() : explain(code));
    });
}

function listCodes(): string {
  const width = Math.max(...findingCodes.map(({ code }) => code.length));
  const lines = findingCodes.map(
    ({ code, severity, title }) => `${code.padEnd(width)}  ${severity.padEnd(11)}  ${title}`,
  );
  return `${lines.join('\n')}\n`;
}

function explain(code: string): string {
  const entry = findingCodes.find((candidate) => candidate.code === code);
  if (entry) {
    const basis = entry.basis ? `\nBasis: ${entry.basis}\n` : '';
    return `${entry.code} (${entry.severity})\n\n${entry.docs.trim()}\n${basis}`;
  }
  const near = closestTo(
    code,
    findingCodes.map((candidate) => candidate.code),
  );
  throw new UsageError(
    `there is no code '${code}'${near ? `; did you mean '${near}'?` : ''}; 'dts-analyzer explain' lists all`,
  );
}
