import { stringsOf } from '../../devicetree/values.js';
import { hwlocksOf } from '../../platforms/hwlock-providers.js';
import { entryText } from '../facts/locks.js';
import { code, table } from '../markdown/text.js';
import type { PropertySubject } from './subject.js';

/** `hwlock-names`: which entry of `hwlocks` each name is for. */
export function explainHwlockNames({ tree, node, property }: PropertySubject): readonly string[] {
  const locks = hwlocksOf(tree, node);
  const names = stringsOf(property);
  const rows = Array.from({ length: Math.max(names.length, locks.length) }, (_, index) => {
    const [name, lock] = [names[index], locks[index]];
    return [`${index}`, name === undefined ? 'none' : code(name), lock ? entryText(lock) : 'none'];
  });
  return [
    "One name for each entry of `hwlocks`, in the same order; Linux looks a lock up by it (`of_hwspin_lock_get_id_byname`). Mainline knows the one name `adi`, of the bus to Spreadtrum's power management IC.",
    table(['Entry', 'Name', 'Lock'], rows),
  ];
}
