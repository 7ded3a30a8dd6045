import type { Calibration } from './confidence.ts'

/** Calibrations for bases that have too few phrasings to learn one from. */
export const usualCalibrations: Record<'phrasings' | 'prose', Calibration> = {
  phrasings: { weights: [-2.5, 3, 1, 1, 1, 0, 1, -1, 0] },
  prose: { weights: [-3.5, 2, 2, 2, 1, 0, 1, -1, 0] },
}
