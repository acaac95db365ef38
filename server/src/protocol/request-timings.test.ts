import { expect, it } from 'vitest';
import { createRequestTimings } from './request-timings.js';

it('times are summed up by the kind of request', () => {
  const timings = createRequestTimings();
  for (let milliseconds = 1; milliseconds <= 100; milliseconds++) timings.record('hover', milliseconds);
  timings.record('completion', 7);
  expect(timings.summary()).toEqual([
    { name: 'completion', count: 1, p50: 7, p95: 7, max: 7 },
    { name: 'hover', count: 100, p50: 50, p95: 95, max: 100 },
  ]);
});

it('only the last of each kind are kept, and all are counted', () => {
  const timings = createRequestTimings();
  for (let index = 0; index < 1000; index++) timings.record('hover', index < 800 ? 9999 : 1);
  expect(timings.summary()).toEqual([{ name: 'hover', count: 1000, p50: 1, p95: 1, max: 1 }]);
});
