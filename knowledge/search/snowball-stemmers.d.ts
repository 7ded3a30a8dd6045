declare module 'snowball-stemmers' {
  /** @param algorithm for example `english` or `german` */
  export function newStemmer(algorithm: string): { stem(word: string): string }
}
