import type { Calibration } from './confidence.ts'

/** Calibrations for bases that have too few phrasings to learn one from. */
export const usualCalibrations: Record<'phrasings' | 'prose', Calibration> = {
  // Fitted on the development questions of two bases (clinc150, banking77) with no, one and two phrasings an article;
  // fitted on one alone it is off by 0.05 to 0.09 on the other.
  phrasings: { weights: [-3.72, 5.11, 0.95, -0.85, -0.25, 1.61, 0.5, -0.92, 1.69] },
  // Fitted on the handbook's development questions; eight-fold cross-validated: calibration error 0.09.
  prose: { weights: [-3.08, 2.08, 0.63, 0, 0.04, 0.01, 0.53, -0.22, 2.23] },
}
