import type { BoardStatus } from '../../../server/src/features/requests.js';

/** What the status bar says about a file. */
export interface StatusDescription {
  /** With an icon of the editor's, as `$(name)`. */
  readonly text: string;
  readonly tooltip: string;
  /** What a click does. */
  readonly click: 'select' | 'restart' | 'none';
}

/** Puts the state of a file, or of the server, into words; `undefined` where there is nothing to say. */
export function describeStatus(
  file: string,
  status: BoardStatus | 'starting' | 'stopped',
): StatusDescription | undefined {
  if (status === 'starting')
    return { text: '$(loading~spin) Devicetree', tooltip: 'The devicetree server starts.', click: 'none' };
  if (status === 'stopped')
    return {
      text: '$(error) Devicetree',
      tooltip: 'The devicetree server is stopped. Click to start it.',
      click: 'restart',
    };
  const { state, board, boards, layout } = status;
  const tree = layout === undefined ? '' : ` ${LAYOUTS[layout] ?? ''}`.trimEnd();
  const name = board?.name ?? '';
  switch (state) {
    case 'root':
      return {
        text: `$(circuit-board) ${name}`,
        tooltip: `${file} is a board or overlay itself${tree}.${boards > 1 ? ` ${boards} composites apply it.${checkedText(status)}` : ''}`,
        click: 'none',
      };
    case 'through':
      return {
        text: `$(circuit-board) ${name}`,
        tooltip: `${file} is shown through ${board?.path ?? name}${tree}, ${shareOf(boards)}.${boards > 1 ? `${checkedText(status)} Click to choose another.` : ''}`,
        click: 'select',
      };
    case 'searching':
      return {
        text: `$(loading~spin) ${name || 'searching boards'}`,
        tooltip: `The boards that include ${file} are being searched.`,
        click: board ? 'select' : 'none',
      };
    case 'unreached':
      return {
        text: '$(circuit-board) no board',
        tooltip: `No board${tree} reaches ${file}: only its syntax is checked.`,
        click: 'none',
      };
    case 'unknown':
      return undefined;
  }
}

/** What the server's names of layouts mean to a person. */
const LAYOUTS: Readonly<Record<string, string>> = {
  kernel: 'of a Linux tree',
  export: 'of a devicetree-only export of Linux',
  'u-boot': 'of a U-Boot tree',
  barebox: 'of a barebox tree',
  vendor: "of a vendor's tree",
  zephyr: 'of a Zephyr tree',
  'tf-a': 'of a Trusted Firmware-A tree',
};

function checkedText({ checked, boards, seesAll }: BoardStatus): string {
  if (checked !== undefined && checked >= boards) return ` All ${boards} have been checked.`;
  if (seesAll) return ' All are being checked.';
  return checked === undefined ? '' : ` ${checked} of them have been checked.`;
}

function shareOf(boards: number): string {
  return boards > 1 ? `one of ${boards} boards that include it` : 'the only board that includes it';
}
