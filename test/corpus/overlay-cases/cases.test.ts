import { expect, test } from 'vitest';
import { overlayCases } from './cases.js';
import { generatedOverlayCases } from './generated-cases.js';

test('every case has a name of its own, by which a difference is known, and overlays', () => {
  const cases = [...overlayCases(), ...generatedOverlayCases(1, 10)];
  expect(cases.length).toBeGreaterThan(100);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  for (const { base, overlays } of cases) {
    expect(base).toMatch(/^\/dts-v1\/;\n/);
    expect(overlays.length).toBeGreaterThan(0);
    for (const overlay of overlays) expect(overlay).toMatch(/^\/dts-v1\/;\n\/plugin\/;\n/);
  }
});

test('generated cases are the same ones for the same seed', () => {
  expect(generatedOverlayCases(3, 5)).toEqual(generatedOverlayCases(3, 5));
  expect(generatedOverlayCases(3, 5)).not.toEqual(generatedOverlayCases(4, 5).map((each) => ({ ...each })));
});
