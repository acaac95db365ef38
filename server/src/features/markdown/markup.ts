/** Markdown of ours as a text for clients that show none: links by their titles, code and emphasis without their marks. */
export function withoutMarkup(markdown: string): string {
  return markdown
    .replace(/\[((?:\\.|[^\]\\])*)\]\([^)\s]*\)/g, '$1')
    .replace(/^\| *---.*\n/gm, '')
    .replace(/\*\*/g, '')
    .replace(/`+/g, '')
    .replace(/\\([\\`*_{}[\]<>&~#!|])/g, '$1');
}
