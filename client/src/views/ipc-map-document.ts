import type { IpcMapAnswer, IpcMapParams } from '../../../server/src/features/requests.js';

type Format = NonNullable<IpcMapParams['format']>;

/** What a person can choose. */
export const FORMATS: readonly { readonly label: string; readonly description: string; readonly format: Format }[] = [
  { label: 'Text', description: 'everything, in lines', format: 'text' },
  { label: 'Flowchart', description: 'Mermaid in Markdown, for its preview', format: 'mermaid' },
  { label: 'JSON', description: 'everything, for programs', format: 'json' },
];

/** The document that shows an answer. */
export function documentOf(format: Format, { map, text }: IpcMapAnswer): { language: string; content: string } {
  if (format !== 'mermaid') return { language: format === 'json' ? 'json' : 'plaintext', content: text };
  return {
    language: 'markdown',
    content: `# IPC map of ${map.board.replace(/[^\w./-]/g, '_')}\n\n\`\`\`mermaid\n${text}\`\`\`\n`,
  };
}
