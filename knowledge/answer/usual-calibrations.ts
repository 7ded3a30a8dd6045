import type { Calibration } from './confidence.ts'

/** Calibrations for bases that have too few phrasings to learn one from. */
export const usualCalibrations: Record<'phrasings' | 'prose', Calibration> = {
  phrasings: { weights: [-2.5, 3, 1, 1, 1, 0, 1, -1, 0] },
  // Fitted on the handbook's development questions; eight-fold cross-validated: calibration error 0.09.
  prose: { weights: [-3.08, 2.08, 0.63, 0, 0.04, 0.01, 0.53, -0.22, 2.23] },
}
