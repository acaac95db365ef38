import type { IpcMap } from '../../platforms/qualcomm/ipc-map.js';
import { query } from '../../text/query.js';

/** The name of a host of the map; `undefined` for one that no source names. */
export function hostNameOf(map: IpcMap, number: number): string | undefined {
  return namesOf(map).get(number) ?? undefined;
}

const namesOf = query(
  ({ hosts }: IpcMap): ReadonlyMap<number, string | null> => new Map(hosts.map(({ number, name }) => [number, name])),
);
