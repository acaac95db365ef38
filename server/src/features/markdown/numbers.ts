/** A number as devicetree sources write it: a digit by itself, anything larger in hexadecimal. */
export function hexadecimal(value: number | bigint): string {
  return value < 10 ? `${value}` : `0x${value.toString(16)}`;
}

/** A number in bytes, in the largest unit of which it is a short number: "2 MiB", "64.5 MiB", "0x1234 bytes". */
export function byteSize(bytes: bigint): string {
  for (const [unit, size] of UNITS) {
    const hundredths = (bytes * 100n) / size;
    if (bytes < size || hundredths * size !== bytes * 100n) continue;
    const fraction = `${hundredths % 100n}`.padStart(2, '0').replace(/0+$/, '');
    return `${hundredths / 100n}${fraction === '' ? '' : `.${fraction}`} ${unit}`;
  }
  return `${hexadecimal(bytes)} bytes`;
}

const UNITS: readonly (readonly [string, bigint])[] = [
  ['GiB', 1n << 30n],
  ['MiB', 1n << 20n],
  ['KiB', 1n << 10n],
];
