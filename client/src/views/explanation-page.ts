/**
 * Markdown whose links to files are numbered placeholders, and the addresses that these stand for: the editor's renderer
 * drops a link of a scheme that it does not know, as those of remote and virtual files.
 */
export function withoutSchemes(markdown: string): { readonly text: string; readonly addresses: readonly string[] } {
  const addresses: string[] = [];
  const text = markdown.replace(/\]\((?!https?:)([a-z][a-z0-9+.-]*:[^\s()]*)\)/gi, (_, address: string) => {
    addresses.push(address);
    return `](${PLACEHOLDER}${addresses.length - 1})`;
  });
  return { text, addresses };
}

/** The whole page around rendered Markdown, in which a link to a file runs a command with the file's address. */
export function pageOf(body: string, addresses: readonly string[], openCommand: string): string {
  const linked = body.replace(new RegExp(`"${PLACEHOLDER.replaceAll('.', '\\.')}(\\d+)"`, 'g'), (_, index: string) => {
    const address = JSON.stringify([addresses[Number(index)] ?? '']);
    return `"command:${openCommand}?${encodeURIComponent(address)}"`;
  });
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${STYLE}</style>
</head>
<body>
${linked}
</body>
</html>
`;
}

/** A host that is reserved for never being one. */
const PLACEHOLDER = 'https://file.invalid/';

const STYLE = `
body { padding: 0 1.5em 2em; line-height: 1.5; max-width: 60em; }
code, pre { font-family: var(--vscode-editor-font-family); }
pre { padding: 0.8em; overflow: auto; background: var(--vscode-textCodeBlock-background); }
pre code { background: none; }
table { border-collapse: collapse; }
th, td { padding: 0.2em 0.8em; text-align: left; border-bottom: 1px solid var(--vscode-panel-border); }
a { text-decoration: none; }
`;
