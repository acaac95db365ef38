import type { DebugReport, Health, RequestTiming } from '../requests.js';

/** How the server is, as Markdown. */
export function healthText({ requests, memory, boards, caches }: Health): string {
  const counts = Object.entries(caches).map(([name, entries]) => `| ${name} | ${entries} |`);
  return [
    '## Requests',
    requests.length === 0
      ? 'None was answered yet.'
      : ['| Request | Answered | p50, ms | p95, ms | Longest, ms |', '| --- | --: | --: | --: | --: |']
          .concat(requests.map(timingRow))
          .join('\n'),
    'The times are those of the last 200 of each.',
    '## Memory',
    memoryText(memory),
    '## Boards loaded',
    boards.length === 0 ? 'None.' : boards.map((board) => `- \`${board}\``).join('\n'),
    '## Caches',
    ['| Of | Entries |', '| --- | --: |', ...counts].join('\n'),
  ].join('\n\n');
}

/** What a report of a bug needs to have, as Markdown. */
export function debugText({ version, client, trees, settings, projects, health, failures }: DebugReport): string {
  const list = (items: readonly string[]) => (items.length === 0 ? 'none' : items.join('; '));
  return [
    '# Debug information of dts-analyzer',
    [
      `- Version: ${version}`,
      `- Client: ${client}`,
      `- Source trees: ${list(trees)}`,
      `- Project files: ${list(projects)}`,
    ].join('\n'),
    `## Settings\n\n\`\`\`json\n${JSON.stringify(settings, undefined, 2)}\n\`\`\``,
    healthText(health),
    '## Failures',
    failures.length === 0 ? 'None.' : failures.map(failureText).join('\n\n'),
  ].join('\n\n');
}

function timingRow({ name, count, p50, p95, max }: RequestTiming): string {
  return `| ${name} | ${count} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${max.toFixed(1)} |`;
}

function memoryText(memory: Health['memory']): string {
  const rows = Object.entries(memory).map(([part, bytes]) => `| ${part} | ${(bytes / 1024 / 1024).toFixed(1)} |`);
  if (rows.length === 0) return 'It is not known where the server runs.';
  return ['| Part | MiB |', '| --- | --: |', ...rows].join('\n');
}

function failureText({ request, what, stack }: DebugReport['failures'][number]): string {
  return `\`\`\`text\n${[`${request}: ${what}`, ...stack.map((line) => `    ${line}`)].join('\n')}\n\`\`\``;
}
