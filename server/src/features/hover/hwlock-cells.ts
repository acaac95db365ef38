import { u32Of } from '../../devicetree/values.js';
import type { PropertySubject } from './subject.js';

/** `#hwlock-cells`: what the cells behind a bank's phandle mean. */
export function explainHwlockCells({ property }: PropertySubject): readonly string[] {
  const cells = u32Of(property);
  const verdict =
    cells === 1
      ? 'The cell is the index of the lock within this bank, not a number over all banks. Every schema says 1, and Linux refuses any other number (`of_hwspin_lock_simple_xlate`).'
      : 'The first cell is the index of the lock within this bank. **Linux refuses any number of cells but 1** (`of_hwspin_lock_simple_xlate`), and so does every schema.';
  return [`**${cells ?? '?'}** cell${cells === 1 ? '' : 's'} behind the phandle in \`hwlocks\`. ${verdict}`];
}
