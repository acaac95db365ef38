import { describe, expect, it } from 'vitest';
import { baseNameOf, folderOf, isWithin, normalizeUri, relativePath, resolvePath } from './uri.js';

describe('uri', () => {
  it('has one spelling for a file on Windows', () => {
    const spellings = ['file:///C:/linux/board.dts', 'file:///c%3A/linux/board.dts'];
    expect(new Set(spellings.map(normalizeUri)).size).toBe(1);
  });

  it.each([
    ['file:////server/share/b.dts', 'file://server/share/b.dts'],
    ['untitled:/a/b.dts', 'file:///a/b.dts'],
    ['untitled:Untitled-1', 'untitled:Untitled-1'],
    ['git:////a/b.dts', 'git://a/b.dts'],
    ['file:///%2Fa/b.dts', 'unknown:/file%3A///%252Fa/b.dts'],
    ['my scheme:/b.dts', 'unknown:/my%20scheme%3A/b.dts'],
    ['file:///a/\ud800.dts', 'file:///a/%EF%BF%BD.dts'],
  ])('is one whatever a client calls a document: %j', (spelled, expected) => {
    expect(normalizeUri(spelled)).toBe(expected);
    expect(normalizeUri(expected)).toBe(expected);
  });

  it.each([
    ['file:///a/b', './c.dtsi', 'file:///a/b/c.dtsi'],
    ['file:///a/b', '../c.dtsi', 'file:///a/c.dtsi'],
    ['file:///a/b', '/abs/c.dtsi', 'file:///abs/c.dtsi'],
    ['file:///a/b', '//abs/c.dtsi', 'file:///abs/c.dtsi'],
    ['file:///a/b', './with space.dtsi', 'file:///a/b/with%20space.dtsi'],
    ['vscode-test-web://mount', './c.dtsi', 'vscode-test-web://mount/c.dtsi'],
    ['vscode-vfs://github/linux/dts', './qcom,x.h', 'vscode-vfs://github/linux/dts/qcom%2Cx.h'],
  ])('%s with %s is %s', (folder, path, expected) => {
    expect(resolvePath(folder, path)).toBe(expected);
  });

  it('walks up to the root and stays there', () => {
    expect(folderOf('file:///a/b.dts')).toBe('file:///a');
    expect(folderOf('file:///a')).toBe('file://');
    expect(folderOf(folderOf('file:///a'))).toBe('file://');
  });

  it('tells what is below a folder', () => {
    expect(isWithin('file:///a/bc', 'file:///a/b')).toBe(false);
    expect(relativePath('file:///a/b/qcom%2Cx.h', 'file:///a')).toBe('b/qcom,x.h');
    expect(relativePath('file:///a', 'file:///b')).toBeUndefined();
    expect(baseNameOf('file:///a/qcom%2Cx.h')).toBe('qcom,x.h');
  });
});
