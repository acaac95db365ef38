import { describe, expect, it } from 'vitest';
import type { IpcMapAnswer } from '../../../server/src/features/requests.js';
import { documentOf, FORMATS } from './ipc-map-document.js';

const answer = { map: { board: 'a/<evk>.dts' }, text: 'flowchart LR\n' } as IpcMapAnswer;

describe('the document of an IPC map', () => {
  it('has the text as it is, in a language that suits it', () => {
    expect(documentOf('text', answer)).toEqual({ language: 'plaintext', content: 'flowchart LR\n' });
    expect(documentOf('json', answer)).toEqual({ language: 'json', content: 'flowchart LR\n' });
  });

  it('is Markdown around a flowchart', () => {
    const content = '# IPC map of a/_evk_.dts\n\n```mermaid\nflowchart LR\n```\n';
    expect(documentOf('mermaid', answer)).toEqual({ language: 'markdown', content });
  });

  it('can be had in every format of the server', () => {
    expect(FORMATS.map(({ format }) => format).sort()).toEqual(['json', 'mermaid', 'text']);
  });
});
