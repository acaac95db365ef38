/**
 * Is asked between two steps of long work. `false`, which stays the answer from then on, has the work given up. Who answers
 * may have other things done before, so that these wait for one step and no more.
 */
export type GoOn = () => Promise<boolean>;

/** Work in steps, of which the last gives the result. It waits for nothing itself. */
export type Steps<Result> = Generator<undefined, Result>;

/** All steps one after the other. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Asks `goOn` between the steps, if there is one; `undefined` where the work was given up. */
export async function inSteps<Result>(steps: Steps<Result>, goOn: GoOn | undefined): Promise<Result | undefined> {
  if (!goOn) return atOnce(steps);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (!(await goOn())) return undefined;
  }
}
