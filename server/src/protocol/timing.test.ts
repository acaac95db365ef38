import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { delayed } from './timing.js';

describe('what is delayed', () => {
  const runs: number[] = [];
  const start = () => {
    const begin = performance.now();
    return delayed(async () => {
      runs.push(performance.now() - begin);
    });
  };

  beforeEach(() => {
    runs.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs once, after the last call', async () => {
    const call = start();
    for (let at = 0; at < 1000; at += 100) {
      call(250);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(runs).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs).toEqual([1150]);
  });

  it('runs again after another call', async () => {
    const call = start();
    call(10);
    await vi.advanceTimersByTimeAsync(100);
    call(10);
    await vi.advanceTimersByTimeAsync(100);
    expect(runs).toEqual([10, 110]);
  });

  it('runs as soon as the last call wants, which may be earlier than one before', async () => {
    const call = start();
    call(5000);
    await vi.advanceTimersByTimeAsync(100);
    call(50);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runs).toEqual([150]);
  });
});
