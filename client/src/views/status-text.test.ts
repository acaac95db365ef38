import { describe, expect, it } from 'vitest';
import type { BoardStatus } from '../../../server/src/features/requests.js';
import { describeStatus } from './status-text.js';

const board = { uri: 'file:///k/a/evk.dts', name: 'evk', path: 'a/evk.dts' };

describe('the status bar', () => {
  it.each<[BoardStatus | 'starting' | 'stopped', string, string, string]>([
    [{ state: 'root', board, boards: 1 }, '$(circuit-board) evk', 'soc.dtsi is a board or overlay itself.', 'none'],
    [
      { state: 'root', board, boards: 3, checked: 3 },
      '$(circuit-board) evk',
      'soc.dtsi is a board or overlay itself. 3 composites apply it. All 3 have been checked.',
      'none',
    ],
    [
      { state: 'through', board, boards: 5 },
      '$(circuit-board) evk',
      'soc.dtsi is shown through a/evk.dts, one of 5 boards that include it. Click to choose another.',
      'select',
    ],
    [
      { state: 'through', board, boards: 1 },
      '$(circuit-board) evk',
      'soc.dtsi is shown through a/evk.dts, the only board that includes it.',
      'select',
    ],
    [
      { state: 'through', board, boards: 45, checked: 40, layout: 'u-boot' },
      '$(circuit-board) evk',
      'soc.dtsi is shown through a/evk.dts of a U-Boot tree, one of 45 boards that include it. 40 of them have been checked. Click to choose another.',
      'select',
    ],
    [
      { state: 'through', board, boards: 45, checked: 40, seesAll: true, layout: 'folder' },
      '$(circuit-board) evk',
      'soc.dtsi is shown through a/evk.dts, one of 45 boards that include it. All are being checked. Click to choose another.',
      'select',
    ],
    [
      { state: 'through', board, boards: 45, checked: 45, seesAll: true, layout: 'kernel' },
      '$(circuit-board) evk',
      'soc.dtsi is shown through a/evk.dts of a Linux tree, one of 45 boards that include it. All 45 have been checked. Click to choose another.',
      'select',
    ],
    [
      { state: 'searching', boards: 0 },
      '$(loading~spin) searching boards',
      'The boards that include soc.dtsi are being searched.',
      'none',
    ],
    [
      { state: 'unreached', boards: 0 },
      '$(circuit-board) no board',
      'No board reaches soc.dtsi: only its syntax is checked.',
      'none',
    ],
    ['starting', '$(loading~spin) Devicetree', 'The devicetree server starts.', 'none'],
    ['stopped', '$(error) Devicetree', 'The devicetree server is stopped. Click to start it.', 'restart'],
  ])('%j is %j', (status, text, tooltip, click) => {
    expect(describeStatus('soc.dtsi', status)).toEqual({ text, tooltip, click });
  });

  it('says nothing of a file that the server does not know', () => {
    expect(describeStatus('soc.dtsi', { state: 'unknown', boards: 0 })).toBeUndefined();
  });
});
