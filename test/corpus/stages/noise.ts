import { diskLoader } from '../../../server/src/disk/disk-loader.js';
import { relativePath, type Uri } from '../../../server/src/text/uri.js';
import { checkPaths } from '../../../server/src/workspace/check.js';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.js';
import { createWorkspace } from '../../../server/src/workspace/workspace.js';
import { testParser } from '../../parser.js';
import { rootSources, sample } from '../boards.js';
import { uriOf } from '../kernel-files.js';
import { FEW, noiseOf, noiseTable } from '../noise-table.js';
import type { Difference, Stage } from '../stage.js';

/**
 * What a person is told of every board, overlay and composite who has set nothing: sources that the kernel builds have no
 * error, and most boards hardly a problem.
 */
export const noiseStage: Stage = {
  name: 'noise',
  async run({ kernel, boards, partial, progress }) {
    const all = await rootSources(kernel.root);
    // Of a part of Qualcomm's boards as many others are taken, for every maker's are to be quiet.
    const asked = partial
      ? [...new Set([...boards, ...sample(all, boards.length, SEED)])].map((path) => uriOf(`${kernel.root}/${path}`))
      : [uriOf(`${kernel.root}/arch`)];
    const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
    const result = await checkPaths(workspace, asked, progress);
    const noise = noiseOf(result.findings, result.boards, EXPECTED);
    const nameOf = (uri: Uri) => relativePath(uri, uriOf(kernel.root)) ?? uri;
    const differences: Difference[] = result.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message, at: { span }, boards: on }) => {
        const line = span.file.lines.positionAt(span.start).line + 1;
        return {
          board: nameOf(on[0] ?? span.file.uri),
          what: `${code} at ${nameOf(span.file.uri)}:${line}: ${message}`,
        };
      });
    if (noise.median > FEW)
      differences.push({ board: 'every board', what: `the median of their problems is ${noise.median}, above ${FEW}` });
    return {
      compared: result.boards.length,
      rows: result.boards.length,
      differences,
      counts: [
        `${result.boards.length} boards, overlays and composites; problems are all findings but ${[...EXPECTED].join(', ')}`,
        ...noiseTable(noise, nameOf),
      ],
    };
  },
};

const SEED = 7;

/** Mainline's boards do lack it: it is what the tool is for. */
const EXPECTED: ReadonlySet<string> = new Set(['remoteproc-missing-hwlocks']);
