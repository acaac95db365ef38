import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from './workbench-editor.js';
import { AC100, lineOf, SM8650 } from './workbench-folders.js';

/** One thing that a person sees or does. */
export interface Case {
  readonly title: string;
  /** Throws where it fails; what it answers is printed. */
  run(editor: Editor, folder: string): Promise<string>;
}

/** The host is the one that was asked for. */
export function hostCase(inPage: boolean): Case {
  return {
    title: `the extension runs in ${inPage ? 'a worker of the page' : 'a process'}`,
    async run(editor) {
      if (editor.runsInPage() !== inPage) throw new Error('It runs elsewhere');
      return '';
    },
  };
}

/** In the invented tree: all that the issue promises, to the fix on the disk. */
export const exampleCases: readonly Case[] = [
  {
    title: 'both processors without a lock are flagged',
    run: (editor, folder) => showsFindings(editor, join(folder, AC100), ['remoteproc_mpss:', 'remoteproc_adsp:']),
  },
  { title: 'the status bar names the board', run: (editor) => editor.status('ac100-') },
  {
    title: 'another board is chosen, which lacks a finding of the first, and the first again',
    async run(editor) {
      for (const [board, text, findings] of [
        ['ac100-tablet', '(on ac100-evk-with-camera.dtb, ac100-evk)', 1],
        ['ac100-evk', 'remoteproc-missing-hwlocks', 2],
      ] as const) {
        await editor.command('Show Through Board');
        await editor.pick(board);
        await editor.status(board);
        await editor.problems(text, findings);
      }
      return '';
    },
  },
  {
    title: 'the hover on a processor explains',
    run: (editor, folder) => hoverSays(editor, join(folder, AC100), 'remoteproc_adsp:', 'SMEM'),
  },
  {
    title: 'hwlocks = < is completed while half typed',
    run: (editor, folder) => completes(editor, join(folder, AC100), 'remoteproc_mpss:'),
  },
  {
    title: 'a quick fix is applied and saved',
    async run(editor, folder) {
      const file = join(folder, AC100);
      const line = lineOf(file, 'remoteproc_mpss:');
      await editor.goTo(line, MPSS_NAME.length);
      await editor.codeAction('hwlocks = ');
      // The menu is gone before the fix is there.
      await editor.changed();
      await editor.save();
      const added = readFileSync(file, 'utf8')
        .split('\n')
        .slice(line)
        .findIndex((text) => /^\t\t\thwlocks = <&tcsr_mutex 3>;$/.test(text));
      if (added < 0) throw new Error('The file on the disk has no new line hwlocks = <&tcsr_mutex 3>;');
      await editor.problems('remoteproc-missing-hwlocks', 1);
      return `line ${line + added + 1}`;
    },
  },
  {
    title: 'a page tells why a processor is flagged, and its links lead there',
    async run(editor, folder) {
      const file = join(folder, AC100);
      await editor.goTo(lineOf(file, 'remoteproc_adsp:'), ADSP_NAME.length);
      await editor.codeAction('Why is');
      const lock = lineOf(file, 'hwlocks = <&tcsr_mutex 3>');
      const told = await editor.explanation('Does its firmware use SMEM?', `ac100.dtsi:${lock}`);
      await editor.status(`Ln ${lock},`);
      return told;
    },
  },
  {
    title: 'a page documents the finding',
    async run(editor, folder) {
      await editor.goTo(lineOf(join(folder, AC100), 'remoteproc_adsp:'), ADSP_NAME.length);
      await editor.codeAction('documentation of remoteproc-missing-hwlocks');
      return editor.explanation('Basis:');
    },
  },
  {
    title: 'a restarted server answers',
    async run(editor, folder) {
      await editor.command('Restart Language Server');
      // While a server starts, the item has no board.
      await editor.status('ac100-');
      return hoverSays(editor, join(folder, AC100), 'remoteproc_adsp:', 'SMEM');
    },
  },
];

/** The line of the modem up to its name, where the finding stands. */
const MPSS_NAME = '\t\tremoteproc_mpss: remote';
const ADSP_NAME = '\t\tremoteproc_adsp: remote';

/** In Linux. */
export const kernelCases: readonly Case[] = [
  {
    title: 'the three processors of sm8650.dtsi are flagged',
    run: (editor, folder) =>
      showsFindings(editor, join(folder, SM8650), ['remoteproc_mpss:', 'remoteproc_adsp:', 'remoteproc_cdsp:']),
  },
  { title: 'the status bar names a board of SM8650', run: (editor) => editor.status('sm8650-') },
  {
    title: 'the hover on a processor of SM8650 explains',
    run: (editor, folder) => hoverSays(editor, join(folder, SM8650), 'remoteproc_mpss:', 'SMEM'),
  },
  {
    title: 'hwlocks = < is completed in sm8650.dtsi',
    run: (editor, folder) => completes(editor, join(folder, SM8650), 'remoteproc_mpss:'),
  },
];

/** In a folder that nobody trusts. */
export const restrictedCases: readonly Case[] = [
  {
    title: 'Restricted Mode shows findings too',
    async run(editor, folder) {
      await editor.status('Restricted Mode');
      return showsFindings(editor, join(folder, AC100), ['remoteproc_mpss:', 'remoteproc_adsp:']);
    },
  },
];

/** Opens a file, waits for the finding on each line, and tells how long the first took. */
async function showsFindings(editor: Editor, file: string, nodes: readonly string[]): Promise<string> {
  await editor.open(file);
  const start = performance.now();
  let first = 0;
  for (const node of nodes) {
    await editor.goTo(lineOf(file, node));
    await editor.squiggle();
    first ||= performance.now() - start;
  }
  await editor.problems('remoteproc-missing-hwlocks', nodes.length);
  return `${(first / 1000).toFixed(1)} s from the file's text to the first`;
}

async function hoverSays(editor: Editor, file: string, node: string, expected: string): Promise<string> {
  await editor.goTo(lineOf(file, node), 3);
  const text = await editor.hover();
  if (!text.includes(expected)) throw new Error(`The hover does not say '${expected}':\n${text}`);
  return text.split('\n').slice(0, 3).join(' / ');
}

/** Types the property below the head of a node; the file is afterwards as it was. */
async function completes(editor: Editor, file: string, node: string): Promise<string> {
  await editor.goTo(lineOf(file, node));
  await editor.page.keyboard.press('End');
  await editor.page.keyboard.press('Enter');
  await editor.page.keyboard.type('hwlocks = <', { delay: 30 });
  try {
    const labels = await editor.suggestions();
    await editor.screenshot('suggestions');
    if (!labels.some((label) => label.includes('tcsr_mutex'))) throw new Error(`Suggested: ${labels.join('; ')}`);
    return labels.slice(0, 4).join('; ');
  } finally {
    await editor.calm();
    await editor.command('File: Revert File');
    await editor.saved();
  }
}
