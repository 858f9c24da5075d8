import type { Io } from './io.ts';

/** A bar that grows as work is done. */
export interface Progress {
  readonly step: () => void;
  /** Takes the bar away. */
  readonly end: () => void;
}

/** How long work may take before the bar is shown, and between two looks of it, in milliseconds. */
const PATIENCE = 500;
const PAUSE = 100;
const WIDTH = 30;
const CLEAR = '\r\u001b[2K';

/**
 * A bar on standard error, if that is a terminal and the work takes long.
 * @param total how many steps there are
 */
export function progressOn({ stderr, env }: Pick<Io, 'stderr' | 'env'>, total: number): Progress {
  if (stderr.isTTY !== true || env['TERM'] === 'dumb') return { step: () => {}, end: () => {} };
  let done = 0;
  let next = performance.now() + PATIENCE;
  let isShown = false;
  return {
    step: () => {
      done++;
      const now = performance.now();
      if (now < next || done === total) return;
      next = now + PAUSE;
      isShown = true;
      const filled = Math.floor((WIDTH * done) / total);
      stderr.write(`${CLEAR}[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done} of ${total} plans`);
    },
    end: () => {
      if (isShown) stderr.write(CLEAR);
    },
  };
}
