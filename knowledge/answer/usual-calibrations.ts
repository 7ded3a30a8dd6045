import type { Trust } from './confidence.ts'

/** Trust in bases that have too few phrasings to learn it from. */
export const usualCalibrations: Record<'phrasings' | 'unlearnt' | 'prose', Trust> = {
  // Fitted on the development questions of two bases (clinc150, banking77) with no, one and two phrasings an article:
  // calibration error 0.02 to 0.04; fitted on one base alone it is off by 0.04 to 0.12 on the other.
  phrasings: {
    first: {
      weights: [
        -3.33, 2.08, 1.27, 0.07, -2.21, 1.45, 2.49, 0.11, 0.97, 1.04, -0.3, 0.47, -0.21, -0.41, -1.62, 0.13, 0.83,
        -1.05, -1.46, 0.44, -0.05,
      ],
    },
    three: null,
  },
  // Until something is learnt, or in a base of too many articles for it.
  unlearnt: { first: { weights: [-3.72, 5.11, 0.95, -0.85, -0.25, 1.61, 0.5, -0.92, 1.69] }, three: null },
  // Fitted on the handbook's development questions; eight-fold cross-validated: calibration error 0.09.
  prose: { first: { weights: [-3.08, 2.08, 0.63, 0, 0.04, 0.01, 0.53, -0.22, 2.23] }, three: null },
}
