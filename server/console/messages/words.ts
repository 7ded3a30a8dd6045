/** The same keys, each with words of its own: what a translation has to fill. */
export type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> }
