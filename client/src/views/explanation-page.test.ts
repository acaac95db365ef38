import { describe, expect, it } from 'vitest';
import { pageOf, withoutSchemes } from './explanation-page.js';

describe('links of an explanation', () => {
  const markdown =
    'In [`a.dtsi:3`](file:///k/a.dtsi#L3,1), see [it](https://example.org/x) and [b](vscode-vfs://g/b#L1).';

  it('stand aside while the text is rendered', () => {
    expect(withoutSchemes(markdown)).toEqual({
      text: 'In [`a.dtsi:3`](https://file.invalid/0), see [it](https://example.org/x) and [b](https://file.invalid/1).',
      addresses: ['file:///k/a.dtsi#L3,1', 'vscode-vfs://g/b#L1'],
    });
  });

  it('run the command that opens their file, and nothing else can', () => {
    const page = pageOf('<a href="https://file.invalid/0">a</a>', ['file:///k/"a.dtsi#L3'], 'n.open');
    const href = /href="([^"]*)"/.exec(page)![1]!;
    expect(href.startsWith('command:n.open?')).toBe(true);
    expect(JSON.parse(decodeURIComponent(href.replace('command:n.open?', '')))).toEqual(['file:///k/"a.dtsi#L3']);
    expect(page).toContain("default-src 'none'");
  });
});
